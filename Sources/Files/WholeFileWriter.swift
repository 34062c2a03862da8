import Platform

/// Writes a file so that it is never seen half written.
///
/// The bytes go to a temporary file in the same folder, reach the disk, and take the name at once.
public struct WholeFileWriter: Sendable {
  /// Why a file could not be written.
  public enum Failure: Error, Sendable, Equatable {
    /// There is one already.
    case exists
    /// What is there cannot be replaced: a reason.
    case unusable(String)
    /// The system refused.
    case system(SystemFailure)
  }

  /// Whether a file that is there may be replaced.
  public var overwrites: Bool
  /// Whether a new file is for this user alone, whatever the umask, instead of as the umask has it.
  public var isPrivate: Bool

  /// A writer.
  public init(overwrites: Bool, isPrivate: Bool = false) {
    self.overwrites = overwrites
    self.isPrivate = isPrivate
  }

  /// Puts `bytes` in the place of a file, which keeps its permissions.
  ///
  /// - Throws: why it could not be written; what was there is unchanged.
  public func replace(_ path: String, with bytes: [UInt8]) throws(Failure) {
    let (destination, permissions) = try self.destination(of: path)
    let folder = FilePath.folder(of: destination)
    let temporary = FilePath.joined(folder, TemporaryFile.name)
    let file = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw .system(.last) }
    do throws(Failure) {
      do throws(SystemFailure) {
        try TemporaryFile.fill(
          file, with: [.bytes(bytes)], permissions: permissions ?? (isPrivate ? 0o600 : nil),
          flushes: true)
      } catch {
        throw .system(error)
      }
      try place(temporary, at: destination)
    } catch {
      unsafe unlink(temporary)
      throw error
    }
    flush(folder.isEmpty ? "." : folder)
  }

  /// Finds out whether a file could be written, without touching it.
  ///
  /// - Throws: why not; the disk can still turn out to be full.
  public func check(_ path: String) throws(Failure) {
    let folder = FilePath.folder(of: try destination(of: path).path)
    guard unsafe access(folder.isEmpty ? "." : folder, W_OK | X_OK) == 0 else {
      throw .system(.last)
    }
  }

  /// The file itself behind links, and the permissions to keep if it is there.
  private func destination(of path: String) throws(Failure) -> (path: String, mode_t?) {
    var info = stat()
    guard unsafe lstat(path, &info) == 0 else {
      let failure = SystemFailure.last
      guard failure.isMissingFile else { throw .system(failure) }
      return (path, nil)
    }
    guard overwrites else { throw .exists }
    guard let real = FilePath.resolved(path), unsafe stat(real, &info) == 0 else {
      let failure = SystemFailure.last
      throw failure.isMissingFile
        ? .unusable("expected a file, found a link to nothing") : .system(failure)
    }
    guard info.st_mode & S_IFMT != S_IFDIR else { throw .system(SystemFailure(code: EISDIR)) }
    guard info.st_mode & S_IFMT == S_IFREG else {
      throw .unusable("expected a file, found a device or a pipe")
    }
    // Renaming asks only the folder; a file made read-only is to stay as it is.
    guard unsafe access(real, W_OK) == 0 else { throw .system(.last) }
    return (real, info.st_mode & 0o777)
  }

  private func place(_ temporary: String, at destination: String) throws(Failure) {
    if !overwrites {
      // A link is refused where the name is taken, even if it was taken a moment ago.
      if unsafe link(temporary, destination) == 0 {
        unsafe unlink(temporary)
        return
      }
      let failure = SystemFailure.last
      if failure.code == EEXIST { throw .exists }
      // File systems without hard links are left the small chance of a race.
    }
    guard unsafe rename(temporary, destination) == 0 else { throw .system(.last) }
  }

  // Without this the name may be lost with the power; nothing more can be done if it fails.
  private func flush(_ folder: String) {
    let file = unsafe open(folder, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return }
    fsync(file)
    close(file)
  }
}

import Platform

/// A folder of the program's own files, opened once.
///
/// All calls go through its descriptor, so that a link put in place of the folder or of a file cannot
/// lead a write elsewhere. A file is used only if it is a regular file of this user. New files are for
/// the user alone, whatever the umask.
public final class OpenFolder: Sendable {
  /// Where it was found, for messages.
  public let path: String
  private let folder: Int32

  /// Opens a folder of this user.
  ///
  /// - Throws: that there is none, or that something else is in its place.
  public convenience init(_ path: String) throws(SystemFailure) {
    try self.init(AT_FDCWD, path, path: path)
  }

  /// Opens a folder behind the links that a user may have set up, whoever owns it.
  public init(following path: String) throws(SystemFailure) {
    folder = unsafe openat(AT_FDCWD, path, Self.folderFlags)
    self.path = path
    guard folder >= 0 else { throw .last }
  }

  private init(_ parent: Int32, _ name: String, path: String) throws(SystemFailure) {
    folder = unsafe openat(parent, name, Self.folderFlags | O_NOFOLLOW)
    self.path = path
    guard folder >= 0 else {
      let failure = SystemFailure.last
      var info = stat()
      if unsafe fstatat(parent, name, &info, AT_SYMLINK_NOFOLLOW) == 0 {
        try info.check(is: S_IFDIR, at: path)
      }
      throw failure
    }
    var info = stat()
    guard unsafe fstat(folder, &info) == 0 else { throw .last }
    try info.check(is: S_IFDIR, at: path)
  }

  deinit { if folder >= 0 { close(folder) } }

  private static let folderFlags = O_RDONLY | O_DIRECTORY | O_CLOEXEC
}

extension OpenFolder {
  /// The names of what is in it; none where it cannot be read.
  public func names() -> [String] {
    // Reading moves the place in a folder, which all copies of a descriptor share.
    let file = unsafe openat(folder, ".", Self.folderFlags)
    guard file >= 0 else { return [] }
    guard let stream = unsafe fdopendir(file) else {
      close(file)
      return []
    }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { start in
        unsafe start.withMemoryRebound(to: CChar.self, capacity: 256) { text in
          unsafe String(cString: text)
        }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// The names of what is in the folder of a path; none where there is none.
  public static func names(in path: String) -> [String] {
    (try? OpenFolder(following: path))?.names() ?? []
  }

  /// The version of what has a name, and not of what a link leads to; `nil` where there is nothing.
  public func version(of name: String) -> FileVersion? {
    status(of: name).map { FileVersion($0) }
  }

  /// Bytes that files could still take; `nil` where the system does not say.
  public var freeByteCount: Int? {
    var info = statvfs()
    guard unsafe fstatvfs(folder, &info) == 0 else { return nil }
    let (count, isTooLarge) = Int(clamping: info.f_bavail).multipliedReportingOverflow(
      by: Int(clamping: info.f_frsize))
    return isTooLarge ? .max : count
  }

  /// Opens a folder of this user in it.
  public func subfolder(_ name: String) throws(SystemFailure) -> OpenFolder {
    try OpenFolder(folder, name, path: FilePath.joined(path, name))
  }

  /// Makes a folder in it, for this user alone; `nil` where something has the name, or where another
  /// program removed the folder at once.
  public func make(_ name: String) throws(SystemFailure) -> OpenFolder? {
    guard try makeFolder(name, in: folder) else { return nil }
    do throws(SystemFailure) {
      return try subfolder(name)
    } catch {
      guard error.isMissingFile else { throw error }
      return nil
    }
  }

  private func status(of name: String) -> stat? {
    var info = stat()
    return unsafe fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW) == 0 ? info : nil
  }
}

extension OpenFolder {
  /// The first bytes of a file, one more than `limit` if it is larger.
  public func contents(of name: String, limit: Int) throws(SystemFailure) -> [UInt8] {
    let file = try openFile(name, O_RDONLY)
    defer { close(file) }
    return try FileBytes.contents(of: file, limit: limit)
  }

  /// The last bytes of a file; `nil` where it has fewer.
  public func end(of name: String, count: Int) throws(SystemFailure) -> [UInt8]? {
    let file = try openFile(name, O_RDONLY)
    defer { close(file) }
    guard lseek(file, off_t(-count), SEEK_END) >= 0 else { return nil }
    let bytes = try FileBytes.contents(of: file, limit: count)
    return bytes.count == count ? bytes : nil
  }

  /// Puts pieces, one behind the other, in the place of a file, and with `flushes` on the disk, so
  /// that they are there after a loss of power.
  ///
  /// - Throws: why not; what was there is unchanged.
  public func replace(
    _ name: String, with pieces: [FilePiece], flushes: Bool = true
  ) throws(SystemFailure) {
    try checkPlace(of: name)
    let temporary = TemporaryFile.name
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let file = unsafe openat(folder, temporary, flags, Self.permissions)
    guard file >= 0 else { throw .last }
    do throws(SystemFailure) {
      try TemporaryFile.fill(
        file, with: pieces, permissions: Self.permissions, flushes: flushes)
      guard unsafe renameat(folder, temporary, folder, name) == 0 else { throw .last }
    } catch {
      remove(temporary)
      throw error
    }
    // Without this the name may be lost with the power; nothing more can be done if it fails.
    if flushes { fsync(folder) }
  }

  /// Puts pieces behind the first `length` bytes of a file, and on the disk; what follows those bytes
  /// is a piece that was not finished.
  ///
  /// - Throws: why not; the first `length` bytes are as they were.
  public func append(_ pieces: [FilePiece], to name: String, at length: Int) throws(SystemFailure) {
    // What follows nothing but a gap would never be read again.
    let file = try openFile(name, length == 0 ? O_WRONLY | O_CREAT : O_WRONLY)
    defer { close(file) }
    guard lseek(file, 0, SEEK_END) >= length else { throw .cutShort }
    guard ftruncate(file, off_t(length)) == 0 else { throw .last }
    guard lseek(file, off_t(length), SEEK_SET) >= 0 else { throw .last }
    for piece in pieces { try piece.append(to: file) }
    try TemporaryFile.flush(file)
  }

  /// Takes the lock of a file, which is made where it is missing; `nil` where another program has it.
  ///
  /// File systems without locks give it to every program.
  public func lock(_ name: String) throws(SystemFailure) -> FileLock? {
    while true {
      let file = try openFile(name, O_RDWR | O_CREAT)
      guard let lock = FileLock(file) else { return nil }
      var info = stat()
      // The program that had it may have removed the file meanwhile: then the lock is of nothing.
      if unsafe fstat(file, &info) == 0, status(of: name)?.st_ino == info.st_ino { return lock }
    }
  }

  /// Removes a file, or the link in its place, if there is one.
  public func remove(_ name: String) { unsafe unlinkat(folder, name, 0) }

  /// Removes the folder itself, if nothing is in it.
  public func removeIfEmpty() { unsafe rmdir(path) }

  /// Whether a name is free or that of a regular file of this user.
  public func isOwnFile(_ name: String) -> Bool { (try? checkPlace(of: name)) != nil }

  private func checkPlace(of name: String) throws(SystemFailure) {
    try status(of: name)?.check(is: S_IFREG, at: FilePath.joined(path, name))
  }

  private func openFile(_ name: String, _ flags: Int32) throws(SystemFailure) -> Int32 {
    // Opening a device may already do something.
    try checkPlace(of: name)
    // A pipe would make the caller wait.
    let file = unsafe openat(
      folder, name, flags | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, Self.permissions)
    guard file >= 0 else {
      let failure = SystemFailure.last
      try checkPlace(of: name)
      throw failure
    }
    do throws(SystemFailure) {
      var info = stat()
      guard unsafe fstat(file, &info) == 0 else { throw .last }
      let path = FilePath.joined(path, name)
      try info.check(is: S_IFREG, at: path)
      // A second name would be written to as well.
      if flags & (O_WRONLY | O_RDWR) != 0, info.st_nlink > 1 {
        throw .refused(path, expected: "a file of a single name", found: "one of several")
      }
      if flags & O_CREAT != 0, info.st_mode & 0o777 != Self.permissions,
        fchmod(file, Self.permissions) != 0
      {
        throw .last
      }
    } catch {
      close(file)
      throw error
    }
    return file
  }

  private static let permissions: mode_t = 0o600
}

extension stat {
  /// Checks that something is of a kind and of this user.
  fileprivate func check(is wanted: mode_t, at path: String) throws(SystemFailure) {
    let name = wanted == S_IFDIR ? "a folder" : "a file"
    let kind = st_mode & S_IFMT
    guard kind == wanted else {
      let found =
        switch kind {
        case S_IFREG: "a file"
        case S_IFDIR: "a folder"
        case S_IFLNK: "a link"
        case S_IFIFO: "a pipe"
        case S_IFSOCK: "a socket"
        default: "a device"
        }
      throw .refused(path, expected: name, found: found)
    }
    guard st_uid == geteuid() else {
      throw .refused(path, expected: "\(name) of your own", found: "one of user \(st_uid)")
    }
  }
}

/// Makes one folder, for this user alone whatever the umask; false where something has the name.
func makeFolder(_ name: String, in folder: Int32) throws(SystemFailure) -> Bool {
  if unsafe mkdirat(folder, name, 0o700) != 0 {
    if errno == EEXIST { return false }
    throw .last
  }
  var info = stat()
  // Some file systems have no permissions to change: the folder is then tried as it is.
  if unsafe fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW) == 0, info.st_mode & 0o777 != 0o700 {
    unsafe fchmodat(folder, name, 0o700, AT_SYMLINK_NOFOLLOW)
  }
  return true
}

/// Creates a folder and those above it, for this user alone, where they are missing.
public func createFolder(_ path: String) throws(SystemFailure) {
  do throws(SystemFailure) {
    _ = try makeFolder(path, in: AT_FDCWD)
  } catch {
    guard error.code == ENOENT, !FilePath.folder(of: path).isEmpty else { throw error }
    try createFolder(FilePath.folder(of: path))
    _ = try makeFolder(path, in: AT_FDCWD)
  }
}

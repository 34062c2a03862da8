public import ExperimentModel
import Files

extension PresetStore {
  /// The session that a file describes; a relative path of its data is made relative to the working
  /// directory.
  ///
  /// With `waits` false, what would make a reader wait, such as a named pipe, is refused.
  ///
  /// - Throws: that there is no such file, or everything wrong with it.
  public func session(
    atPath path: String, waits: Bool = true
  ) throws(PresetError) -> SessionDescription {
    let bytes = try Self.bytes(ofFile: path, limit: SessionText.largestSize, waits: waits)
    do {
      var session = try SessionText.session(fromBytes: bytes)
      session.ledger.base.data.source = sourcePath.loaded(
        session.ledger.base.data.source, fromFolder: FilePath.folder(of: path))
      return session
    } catch {
      throw PresetError(file: path, error)
    }
  }

  /// The changes that a file lists, for a run of a configuration.
  ///
  /// - Throws: that there is no such file, or everything wrong with it.
  public func changes(
    atPath path: String, for base: ExperimentConfiguration
  ) throws(PresetError) -> [ScheduledChange] {
    let bytes = try Self.bytes(ofFile: path, limit: ChangesText.largestSize)
    do {
      return try ChangesText.changes(fromBytes: bytes, for: base)
    } catch {
      throw PresetError(file: path, error)
    }
  }

  /// The bytes of a session for a file in a folder, which name its data as seen from there.
  public func sessionBytes(_ session: SessionDescription, inFolder folder: String) -> [UInt8] {
    var session = session
    session.ledger.base.data.source = sourcePath.saved(
      session.ledger.base.data.source, inFolder: folder, portable: false)
    return Array(SessionText.yaml(of: session).utf8)
  }

  private static func bytes(
    ofFile path: String, limit: Int, waits: Bool = true
  ) throws(PresetError) -> [UInt8] {
    do {
      return try FileBytes.contents(of: path, limit: limit, waits: waits)
    } catch {
      throw PresetError(
        error.isOfDisk ? .inputOutput : .notFound, file: path, reason: error.reason)
    }
  }
}

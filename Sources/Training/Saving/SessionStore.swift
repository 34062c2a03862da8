import ExperimentModel
import Files
import Platform

/// Where sessions are saved: a folder each, named after the time they began and their preset.
public struct SessionStore: Sendable {
  /// The folder of the folders.
  public let path: String
  /// How many sessions that nobody uses are kept.
  private let largestCount: Int

  /// A store in a folder, which is made with the first session.
  public init(_ path: String, largestCount: Int = 30) {
    self.path = path
    self.largestCount = largestCount
  }

  /// A store in the folder that `XDG_DATA_HOME` or `HOME` names; `nil` where neither does.
  public init?(environment: [String: String]) {
    // The rule of XDG: a path that is not absolute is to be ignored.
    let base =
      environment["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
      ?? environment["HOME"].flatMap {
        $0.isEmpty ? nil : FilePath.joined($0, ".local/share")
      }
    guard let base else { return nil }
    self.init(FilePath.joined(base, "nn-tui/sessions"))
  }

  /// The names of the sessions that were saved, the one saved last first.
  public func names() -> [String] {
    guard let store = try? OpenFolder(following: path) else { return [] }
    let sessions = store.names().compactMap { name in
      (try? store.subfolder(name))?.version(of: SessionFolder.checkpointName).map {
        (name: name, version: $0)
      }
    }
    return sessions.sorted {
      $0.version.isNewer(than: $1.version)
        || !$1.version.isNewer(than: $0.version) && $0.name > $1.name
    }.map(\.name)
  }

  /// The folder of a session's name.
  public func folder(_ name: String) -> String { FilePath.joined(path, name) }

  /// What `train --resume` calls the session of a folder: its name, or its path where it lies elsewhere.
  public func reference(toFolder path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return folder(name) == path ? name : path
  }

  /// The file of a session that people and `replay` read.
  public func textFile(ofFolder folder: String) -> String {
    FilePath.joined(folder, SessionFolder.textName)
  }

  /// The folder that a person means: `latest`, a name, or with a slash in it a path.
  ///
  /// The latest is the one saved last of those that nobody has open; where all are open, of all.
  ///
  /// - Throws: that there is no such session, with the nearest name.
  public func folder(meant reference: String) throws(SessionFolderError) -> String {
    if reference.contains("/") { return reference }
    let names = names()
    if reference == "latest" {
      if let newest = names.first(where: { !isOpen($0) }) ?? names.first { return folder(newest) }
      throw SessionFolderError(.notFound, path, "expected a saved session, found none")
    }
    if names.contains(reference) { return folder(reference) }
    let near = nearestName(to: reference, among: names).map { "; did you mean '\($0)'?" }
    throw SessionFolderError(
      .notFound, reference, "expected the name of a saved session, found none" + (near ?? ""))
  }

  /// Whether a program has a session open.
  public func isOpen(_ name: String) -> Bool {
    do {
      _ = try SessionFolder(folder(name))
      return false
    } catch {
      return error.kind == .inUse
    }
  }

  /// Makes the folder of a session that begins; of those that nobody uses the oldest go.
  func create(for configuration: ExperimentConfiguration) throws(SystemFailure) -> SessionFolder {
    try createFolder(path)
    let store = try OpenFolder(following: path)
    tidy(store)
    let name = Self.name(of: configuration)
    for number in 1... {
      guard let made = try store.make(number == 1 ? name : "\(name)-\(number)") else { continue }
      do throws(SystemFailure) {
        if let folder = try SessionFolder.locking(made) { return folder }
      } catch {
        // Another program may have removed the folder before it had a lock.
        guard error.isMissingFile else { throw error }
      }
    }
    throw SystemFailure(code: EEXIST)
  }

  /// Removes the folders that programs left which ended before they had saved a state.
  ///
  /// A folder stays if another program has it, or if anything in it is not of a session.
  func removeUnsaved() {
    guard let store = try? OpenFolder(following: path) else { return }
    for name in store.names() where Self.isOwn(name) {
      guard let opened = try? store.subfolder(name), SessionFolder.isUnsaved(opened),
        let folder = try? SessionFolder.locking(opened),
        // The program that had the lock may have saved a state meanwhile.
        SessionFolder.isUnsaved(opened)
      else { continue }
      folder.remove()
    }
  }

  private func tidy(_ store: OpenFolder) {
    let sessions = names().compactMap { try? store.subfolder($0) }
    let lastClosed = sessions.firstIndex { SessionFolder.hasIndex($0) }
    for (place, session) in sessions.enumerated() {
      // The one that begins takes a place too.
      let isOld = place >= largestCount - 1
      // States may take far more than the session: of those that were closed only the last keeps
      // them, and of a program that was killed nobody finds them.
      guard isOld || place != lastClosed && SessionFolder.hasStates(session),
        let folder = try? SessionFolder.locking(session)
      else { continue }
      if isOld { folder.remove() } else { folder.removeStates() }
    }
  }

  /// Whether a name begins as those of sessions do, with a day and a time.
  private static func isOwn(_ name: String) -> Bool {
    let digits = name.utf8.prefix(17).map { 0x30...0x39 ~= $0 ? UInt8(ascii: "0") : $0 }
    return digits.elementsEqual("0000-00-00-000000".utf8)
  }

  private static func name(of configuration: ExperimentConfiguration) -> String {
    var seconds = time(nil)
    var parts = unsafe tm()
    _ = unsafe localtime_r(&seconds, &parts)
    func digits(_ number: Int32) -> String { (number < 10 ? "0" : "") + String(number) }
    let (year, month, date) = unsafe (parts.tm_year + 1_900, parts.tm_mon + 1, parts.tm_mday)
    let (hour, minute, second) = unsafe (parts.tm_hour, parts.tm_min, parts.tm_sec)
    let day = "\(year)-\(digits(month))-\(digits(date))"
    let clock = digits(hour) + digits(minute) + digits(second)
    let title = configuration.name.isEmpty ? configuration.data.source : configuration.name
    let words = title.lowercased().split { !$0.isASCII || !($0.isLetter || $0.isNumber) }
    return ([day, clock] + words.prefix(4).map { String($0.prefix(20)) }).joined(separator: "-")
  }
}

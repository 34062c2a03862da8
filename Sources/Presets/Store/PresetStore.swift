public import ExperimentModel
import Files

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The presets of the program and those in the person's own folder.
///
/// A reference is a name, or a path: what contains a slash or ends in `.yaml` or `.yml`. Where the
/// person has a preset of the same name as a built-in one, theirs is meant.
public struct PresetStore: Sendable {
  /// The folder of the person's own presets; `nil` where the environment names no home.
  public let userFolder: String?

  let sourcePath: DataSourcePath

  /// A store over a folder.
  ///
  /// `builtInSources` are the values of `data.source` that are names and not paths.
  public init(userFolder: String?, builtInSources: Set<String>) {
    self.userFolder = userFolder
    sourcePath = DataSourcePath(builtInSources: builtInSources)
  }

  /// A store over the folder that the environment's `XDG_CONFIG_HOME` or `HOME` names.
  public init(environment: [String: String], builtInSources: Set<String>) {
    // The rule of XDG: a path that is not absolute is to be ignored.
    let base =
      environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
      ?? environment["HOME"].flatMap { $0.isEmpty ? nil : FilePath.joined($0, ".config") }
    self.init(
      userFolder: base.map { FilePath.joined($0, "nn-tui/presets") }, builtInSources: builtInSources
    )
  }

  /// All presets by name, the broken ones among them with their problem.
  public func list() -> [PresetListing] {
    var listings: [String: PresetListing] = [:]
    for (name, bytes) in BuiltInPresets.texts {
      listings[name] = listing(of: name, origin: .builtIn, path: nil) {
        () throws(PresetError) in try configuration(of: bytes, file: name)
      }
    }
    for (name, path) in userFiles {
      listings[name] = listing(of: name, origin: .user, path: path) {
        () throws(PresetError) in try configuration(atPath: path, waits: false)
      }
    }
    return listings.values.sorted { $0.name < $1.name }
  }

  /// The experiment that a preset describes; a relative path of its data is made relative to the
  /// working directory.
  ///
  /// With `waits` false, what would make a reader wait, such as a named pipe, is refused.
  ///
  /// - Throws: that there is no such preset, or everything wrong with it.
  public func load(
    _ reference: String, waits: Bool = true
  ) throws(PresetError) -> ExperimentConfiguration {
    switch PresetReference(reference) {
    case .path(let path):
      return try configuration(atPath: path, waits: waits)
    case .name(let name):
      let files = userFiles
      if let path = files[name] { return try configuration(atPath: path, waits: false) }
      if let bytes = BuiltInPresets.texts[name] { return try configuration(of: bytes, file: name) }
      let names = Set(files.keys).union(BuiltInPresets.texts.keys).sorted()
      let suggestion = nearestName(to: name, among: names).map { "; did you mean '\($0)'?" }
      throw PresetError(
        .notFound, file: name,
        reason: "expected the name of a preset or the path of a file, found neither"
          + (suggestion ?? ""))
    }
  }

  /// Whether a reference means a preset that is part of the program.
  public func isBuiltIn(_ reference: String) -> Bool {
    guard case .name(let name) = PresetReference(reference) else { return false }
    return BuiltInPresets.texts[name] != nil && userFiles[name] == nil
  }

  /// Saves an experiment as a preset and returns its file.
  ///
  /// The file is replaced at once or not at all, and keeps its permissions. A name is a file of the
  /// person's folder; a new one there is for the person alone. Links are followed: a person may keep
  /// presets elsewhere.
  ///
  /// - Throws: why it could not be saved; what was there before is unchanged.
  @discardableResult
  public func save(
    _ configuration: ExperimentConfiguration, as reference: String, overwrite: Bool
  ) throws(PresetError) -> String {
    let problems = configuration.problems
    guard problems.isEmpty else {
      throw PresetError(file: reference, ConfigurationError(problems))
    }
    let (path, isInUserFolder) = try destination(of: reference)
    var configuration = configuration
    configuration.data.source = sourcePath.saved(
      configuration.data.source, inFolder: FilePath.folder(of: path), portable: !isInUserFolder)
    let bytes = Array(PresetText.yaml(of: configuration).utf8)
    guard bytes.count <= PresetText.largestSize else {
      throw PresetError(
        .cannotCreate, file: path,
        reason: "expected at most \(PresetText.largestSize) bytes, found \(bytes.count)")
    }
    do {
      try WholeFileWriter(overwrites: overwrite, isPrivate: isInUserFolder)
        .replace(path, with: bytes)
    } catch {
      throw PresetError(file: path, error)
    }
    return path
  }
}

extension PresetStore {
  private func destination(
    of reference: String
  ) throws(PresetError) -> (path: String, isInUserFolder: Bool) {
    guard case .name(let name) = PresetReference(reference) else { return (reference, false) }
    if let problem = PresetReference.problem(withName: name) {
      throw PresetError(.cannotCreate, file: name, reason: problem)
    }
    guard let folder = userFolder else {
      throw PresetError(
        .cannotCreate, file: name,
        reason: "expected HOME or XDG_CONFIG_HOME to say where presets are kept, found neither")
    }
    do {
      try createFolder(folder)
    } catch {
      throw PresetError(file: folder, .system(error))
    }
    return (userFiles[name] ?? FilePath.joined(folder, name + PresetReference.suffixes[0]), true)
  }

  /// The files of the person's folder by the names of their presets.
  private var userFiles: [String: String] {
    guard let userFolder,
      let files = try? FileManager.default.contentsOfDirectory(atPath: userFolder)
    else { return [:] }
    var paths: [String: String] = [:]
    // Of two endings the one that is written comes last and stays.
    for file in files.sorted().reversed() {
      if let name = PresetReference.name(ofFile: file) {
        paths[name] = FilePath.joined(userFolder, file)
      }
    }
    return paths
  }

  private func listing(
    of name: String, origin: PresetListing.Origin, path: String?,
    load: () throws(PresetError) -> ExperimentConfiguration
  ) -> PresetListing {
    var listing = PresetListing(name: name, origin: origin, path: path)
    do {
      listing.configuration = try load()
    } catch {
      listing.problem = error
    }
    return listing
  }

  private func configuration(
    atPath path: String, waits: Bool
  ) throws(PresetError) -> ExperimentConfiguration {
    let bytes: [UInt8]
    do {
      bytes = try FileBytes.contents(
        of: path, limit: PresetText.largestSize, waits: waits)
    } catch {
      throw PresetError(
        error.isOfDisk ? .inputOutput : .notFound, file: path, reason: error.reason)
    }
    var configuration = try configuration(of: bytes, file: path)
    configuration.data.source = sourcePath.loaded(
      configuration.data.source, fromFolder: FilePath.folder(of: path))
    return configuration
  }

  private func configuration(
    of bytes: [UInt8], file: String
  ) throws(PresetError) -> ExperimentConfiguration {
    do {
      return try PresetText.configuration(fromBytes: bytes)
    } catch {
      throw PresetError(file: file, error)
    }
  }
}

extension PresetError {
  fileprivate init(file: String, _ failure: WholeFileWriter.Failure) {
    switch failure {
    case .exists:
      self.init(.exists, file: file, reason: "it is there already")
    case .unusable(let reason):
      self.init(.cannotCreate, file: file, reason: reason)
    case .system(let failure):
      self.init(
        failure.isOfDisk ? .inputOutput : .cannotCreate, file: file, reason: failure.reason)
    }
  }
}

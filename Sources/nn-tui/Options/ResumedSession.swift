import Datasets
import ExperimentModel
import Files
import Presets
import Training

/// A session out of its folder, with its data, ready to go on.
struct ResumedSession {
  /// Held from here on, so that nobody else goes on with it.
  var folder: SessionFolder
  var saved: SavedSession
  var prepared: PreparedExperiment

  init(_ reference: String, environment: [String: String]) throws(CommandError) {
    do throws(SessionFolderError) {
      let path: String
      if let store = SessionStore(environment: environment) {
        path = try store.folder(meant: reference)
      } else {
        path = reference
      }
      folder = try SessionFolder(path)
      saved = try folder.load()
    } catch {
      throw CommandError(error)
    }
    Self.movePaths(of: &saved)
    var options = SessionOptions()
    options.threads = saved.threads
    prepared = try PreparedExperiment(
      saved.checkpoint.configuration, options, subject: folder.path,
      record: saved.checkpoint.sourceRecord)
  }

  /// Makes a session of it; its first events are those of the next step.
  func session(_ options: SessionOptions) throws(CommandError) -> TrainingSession {
    do throws(CheckpointError) {
      return try TrainingSession.resuming(saved.checkpoint, data: prepared.data, options: options)
    } catch {
      throw CommandError(error, session: folder.path)
    }
  }

  /// How it is saved as it goes on.
  func saving(_ store: PresetStore) -> SessionSaving {
    var saving = SessionSaving(
      resumed: saved, in: folder, workingDirectory: WorkingDirectory.path
    ) { store.sessionBytes($0, inFolder: $1) }
    saving.isKeptAtEnd = saved.isKeptAtEnd
    return saving
  }

  // Data of a relative path lies where it was, and not where somebody happens to be.
  private static func movePaths(of saved: inout SavedSession) {
    let folder = saved.workingDirectory
    guard folder != WorkingDirectory.path else { return }
    saved.checkpoint.moveData { source in
      source.hasPrefix("/") || BuiltInDataset.named(source) != nil
        ? source : FilePath.joined(folder, source)
    }
  }
}

/// The folder that relative paths start from.
enum WorkingDirectory {
  static var path: String { FilePath.resolved(".") ?? "" }
}

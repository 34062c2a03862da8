public import Dashboard

/// Where presets are kept.
@MainActor public protocol PresetPort: AnyObject {
  /// Looks for the presets there are, while the loop goes on; the terminal is woken when it is done.
  func list()

  /// The presets that were found since the last call: the built-in ones and the user's own, in the
  /// order to list them.
  func drainList() -> [PresetEntry]?

  /// Writes a preset, whole or not at all.
  func save(_ request: PresetSaveRequest) -> PresetSaveOutcome

  /// Reads a preset by its name or path.
  func open(_ reference: String) -> PresetOpenOutcome
}

/// What became of a preset that was to be saved.
public enum PresetSaveOutcome: Sendable, Equatable {
  /// It is saved under this reference, which opens it again.
  case saved(reference: String)
  /// There is one already, and the request did not allow to overwrite it.
  case exists
  /// It could not be saved: one sentence.
  case failed(reason: String)
}

/// What became of a preset that was to be opened.
public enum PresetOpenOutcome: Sendable, Equatable {
  /// It is read and valid.
  case opened(PresetEntry)
  /// It could not be read: one sentence.
  case failed(reason: String)
}

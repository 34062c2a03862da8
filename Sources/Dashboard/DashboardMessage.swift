public import ExperimentModel
public import TerminalUI

/// What happened, in the past tense: everything the dashboard is ever told.
public enum DashboardMessage: Sendable, Equatable {
  /// A key was pressed, the screen got a new size, or the process was asked to end.
  case terminal(TerminalEvent)
  /// More keys arrived at once than are answered; so many were left out.
  case keysDropped(count: Int)
  /// The trainer did things, in this order.
  case trainer([TrainerEvent])
  /// The run got further: of these only the newest counts.
  case progress(TrainingProgress)
  /// Short trainings got further: of these only the newest counts.
  case lensGrew(LensReport)
  /// The presets were looked up.
  case presetsListed([PresetEntry])
  /// A preset was saved; the reference opens it again.
  case presetSaved(PresetSaveRequest, reference: String)
  /// A preset of that name exists and the request did not allow to overwrite it.
  case presetExists(PresetSaveRequest)
  /// A preset could not be saved.
  case presetSaveFailed(reason: String)
  /// A preset was read.
  case presetOpened(PresetEntry)
  /// A preset could not be read.
  case presetOpenFailed(reason: String)
  /// Time went on: seconds since the program began.
  case tick(seconds: Double)
}

/// What the dashboard wants from outside, in the imperative.
public enum DashboardEffect: Sendable, Equatable {
  /// Ask the trainer for something.
  case train(TrainerCommand)
  /// Train values of one field or two for a short while, beside the run; answered by `lensGrew`.
  case openLens(LensRequest)
  /// End those trainings.
  case closeLens
  /// Write a preset; answered by `presetSaved`, `presetExists` or `presetSaveFailed`.
  case savePreset(PresetSaveRequest)
  /// Look up the presets; answered by `presetsListed`.
  case listPresets
  /// Read a preset by its name or path; answered by `presetOpened` or `presetOpenFailed`.
  case openPreset(String)
  /// Leave: the trainer is to stop, and the program to end.
  case quit
}

/// A preset as a list shows it.
public struct PresetEntry: Sendable, Equatable {
  /// The name or path that opens it.
  public var reference: String
  /// What it describes.
  public var configuration: ExperimentConfiguration
  /// Whether it came with the program, and so cannot be overwritten.
  public var isBuiltIn: Bool

  /// A preset.
  public init(reference: String, configuration: ExperimentConfiguration, isBuiltIn: Bool = false) {
    self.reference = reference
    self.configuration = configuration
    self.isBuiltIn = isBuiltIn
  }
}

/// A wish to save a preset.
public struct PresetSaveRequest: Sendable, Equatable {
  /// A name for the user's own presets, or a path.
  public var reference: String
  /// What it is to describe.
  public var configuration: ExperimentConfiguration
  /// Whether one that exists may be replaced.
  public var isOverwriting: Bool

  /// A request.
  public init(
    reference: String, configuration: ExperimentConfiguration, isOverwriting: Bool = false
  ) {
    self.reference = reference
    self.configuration = configuration
    self.isOverwriting = isOverwriting
  }
}

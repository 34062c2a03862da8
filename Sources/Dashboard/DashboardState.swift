public import ExperimentModel
public import TerminalUI

/// Everything on the screen, as a value: messages change it, a picture is drawn from it.
public struct DashboardState: Sendable {
  /// The characters the screen can show.
  public var glyphs = GlyphSet.unicode
  /// Names that the data field offers beside what is typed.
  public var dataSources: [String] = []

  var settings: SettingsState
  var run = RunState()
  /// The run as it was before each change, and as undoing left it.
  var pastRuns = PastRuns()
  /// The untouched network that trains beside the run.
  var twin: TwinState?
  var twinPolicy = TwinPolicy()
  var view = ViewState()
  var overlay: Overlay?
  /// What is looked at in place of the curves.
  var lens: LensState?
  /// Lenses opened, which tells the reports of one from those of another.
  var lensCount = 0
  var notice: Notice?
  /// A preset asked for, until its run begins.
  var opening: PresetEntry?
  /// Whether to leave once the preset is saved.
  var quitsWhenSaved = false
  /// Lines typed at the command line.
  var commandHistory: [String] = []
  /// Presets as last listed, for completion.
  var knownPresets: [PresetEntry] = []
  /// The size of the screen as last told, for keys that move by a screenful.
  var size = Size(columns: 80, rows: 24)
  /// Seconds since the program began, as last told.
  var now = 0.0

  /// A dashboard before its run has begun.
  ///
  /// `preset` is where the configuration came from; where the configuration differs from it, there
  /// is something to save from the start.
  public init(configuration: ExperimentConfiguration, preset: PresetEntry? = nil) {
    settings = SettingsState(configuration)
    guard let preset else { return }
    settings.baseline = preset.configuration
    settings.reference = preset.reference
    settings.isBuiltIn = preset.isBuiltIn
  }

  /// Whether steps are being trained, so that there is news without anybody acting.
  public var isTraining: Bool { run.phase.isTraining }

  /// Whether keys are characters of a line that is being typed.
  public var isTyping: Bool {
    switch overlay {
    case .prompt, .presets: true
    case .choices, .question, .page, nil: false
    }
  }

  /// The message in the status line, where there is one.
  public var message: String? { notice?.text }

  /// Where the run stands.
  public var progress: TrainingProgress { run.progress }

  /// The configuration wished for: what saving would keep.
  public var configuration: ExperimentConfiguration { settings.wished }
}

public import ExperimentModel
public import TerminalUI

/// Everything on the screen, as a value: messages change it, a picture is drawn from it.
public struct DashboardState: Sendable {
  /// The characters the screen can show.
  public var glyphs = GlyphSet.unicode
  /// Where the run stands.
  public internal(set) var progress = TrainingProgress()

  /// A dashboard before its run has begun.
  public init(configuration: ExperimentConfiguration) {}

  /// Whether steps are being trained, so that there is news without anybody acting.
  public var isTraining: Bool { false }

  /// Takes note of what happened, and says what is wanted.
  public mutating func apply(_ message: DashboardMessage) -> [DashboardEffect] { [] }

  /// The picture of the state.
  public func screen(size: Size) -> ScreenBuffer { ScreenBuffer(size: size, glyphs: glyphs) }
}

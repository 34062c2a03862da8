public import TerminalUI

/// A terminal in memory: its events are written beforehand and its pictures are kept.
@MainActor public final class ScriptedTerminal: Terminal {
  /// The size, which a scripted resize changes.
  public private(set) var size: Size
  /// What the screen can show.
  public let glyphs: GlyphSet
  /// Does nothing: a script does not wait.
  public nonisolated let wake: @Sendable () -> Void = {}
  /// Every picture shown, oldest first.
  public private(set) var pictures: [ScreenBuffer] = []
  /// Whether the screen was given back.
  public private(set) var isClosed = false
  private var script: [[TerminalEvent]]

  /// A terminal whose calls to `events` return these lists one after the other, then nothing.
  public init(size: Size, glyphs: GlyphSet = .unicode, script: [[TerminalEvent]] = []) {
    self.size = size
    self.glyphs = glyphs
    self.script = script
  }

  /// The next list of the script.
  public func events(waitingAtMost limit: Duration?) -> [TerminalEvent] {
    guard !script.isEmpty else { return [] }
    let events = script.removeFirst()
    for case .resized(let size) in events { self.size = size }
    return events
  }

  /// Keeps the picture.
  public func present(_ buffer: ScreenBuffer) { pictures.append(buffer) }

  /// Notes that the screen was given back.
  public func close() { isClosed = true }
}

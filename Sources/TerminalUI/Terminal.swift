/// A screen and a keyboard.
@MainActor public protocol Terminal: AnyObject {
  /// The size of the screen at the moment.
  var size: Size { get }

  /// The characters that the screen can show.
  var glyphs: GlyphSet { get }

  /// Ends the waiting in `events` from any thread; many calls may end one waiting.
  nonisolated var wake: @Sendable () -> Void { get }

  /// What has happened since the last call, in order.
  ///
  /// Waits until something happens, for `limit` at most; `nil` waits for as long as it takes, and
  /// zero does not wait. Returns nothing only when the limit is over.
  func events(waitingAtMost limit: Duration?) -> [TerminalEvent]

  /// Shows a picture; what does not fit is cut off, what it does not cover is blank.
  func present(_ buffer: ScreenBuffer)

  /// Gives the screen back as it was found; later calls do nothing.
  func close()
}

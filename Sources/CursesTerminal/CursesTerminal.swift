import CNcurses
import CTerminalRescue
public import TerminalUI

/// The terminal, through curses.
///
/// There is one terminal, so there is one of these at a time. Nothing runs while nothing happens:
/// waiting is a `poll(2)` on the keyboard and a pipe that signals and `wake` write to.
@MainActor public final class CursesTerminal: Terminal {
  /// The size of the screen at the moment.
  public private(set) var size: Size
  /// The characters that the screen can show.
  public let glyphs: GlyphSet
  /// Ends the waiting in `events` from any thread.
  public nonisolated let wake: @Sendable () -> Void = { terminal_signals_wake() }

  /// What a person should know about the terminal; `nil` for nothing.
  public let note: String?

  private var writer: ScreenWriter
  private var shown: ScreenBuffer
  private var keyboard: Keyboard
  private let signals: Int32
  private var isOpen = true
  private var isGone = false

  /// Takes the terminal of standard input and output and clears it.
  ///
  /// `theme` of `nil` follows what the terminal says about its background.
  public init(theme: Theme? = nil, environment: [String: String]) throws(TerminalError) {
    try Self.check(environment)
    let hasUnicode = curses_use_locale()
    signals = terminal_signals_open()
    guard signals >= 0 else { throw .systemRefused(curses_error()) }
    guard terminal_rescue_remember(inputDescriptor) else {
      terminal_signals_close()
      throw .notATerminal
    }
    let name = environment["TERM"] ?? ""
    guard let description = Self.open(name) else {
      terminal_signals_close()
      throw .unknownTerminal(name)
    }
    note = description == name ? nil : Self.note(onUnknown: name, description)
    guard curses_can_place_cursor() else {
      endwin()
      terminal_signals_close()
      throw .cannotPlaceCursor(description)
    }
    let depth = Self.startColors(environment)
    glyphs = GlyphSet(isASCII: !hasUnicode, hasColors: depth != .monochrome)
    writer = ScreenWriter(theme: theme ?? Self.wishes(environment).theme, depth: depth)
    keyboard = Keyboard()
    size = Self.windowSize() ?? Size(columns: 80, rows: 24)
    shown = ScreenBuffer(size: .zero)
    resizeterm(Int32(size.rows), Int32(size.columns))
    Self.arm()
  }

  /// Shows a picture; only cells that changed are sent.
  public func present(_ buffer: ScreenBuffer) {
    guard isOpen, !isGone else { return }
    let picture = buffer.size == size ? buffer : buffer.fitted(to: size)
    let diff = ScreenDiff(from: shown, to: picture)
    shown = picture
    guard !diff.runs.isEmpty else { return }
    writer.draw(diff.runs)
    _ = unsafe wrefresh(curses_screen())
  }

  /// What has happened since the last call, in order; waits for it up to a limit.
  public func events(waitingAtMost limit: Duration?) -> [TerminalEvent] {
    let clock = ContinuousClock()
    let deadline = limit.map { clock.now + $0 }
    while isOpen {
      let rest = deadline.map { max(clock.now.duration(to: $0), .zero) }
      let limit = keyboard.mayHaveMore ? 0 : rest?.millisecondsRoundedUp ?? -1
      let ready = curses_wait(isGone ? -1 : inputDescriptor, signals, limit)
      let events = self.events(ready)
      if !events.isEmpty { return events }
      if let deadline, clock.now >= deadline { return [] }
    }
    return []
  }

  /// Gives the screen back as it was found.
  public func close() {
    guard isOpen else { return }
    isOpen = false
    if isGone {
      terminal_rescue_restore()
    } else {
      curses_mark_pastes(false)
      endwin()
    }
    terminal_rescue_disarm()
    terminal_errors_release()
    terminal_signals_close()
  }

  // Signals go first: keys can arrive as fast as they are read.
  private func events(_ ready: Int32) -> [TerminalEvent] {
    var events: [TerminalEvent] = []
    if ready & Int32(curses_ready_signals) != 0 { events += signalEvents() }
    if ready & Int32(curses_ready_input) != 0 || keyboard.mayHaveMore {
      for event in keyboard.events() {
        events += event == .key(.control("z")) ? suspend() : [event]
      }
    }
    if ready & Int32(curses_terminal_gone) != 0, !isGone {
      isGone = true
      events.append(.interrupted(.hangup))
    }
    return events
  }

  private func signalEvents() -> [TerminalEvent] {
    let signals = SignalEvents.take()
    var events: [TerminalEvent] = signals.interruptions.map { .interrupted($0) }
    if signals.isStopped {
      events += suspend()
    } else if signals.isContinued {
      events += restoreScreen()
    } else if signals.isResized {
      events += resize()
    }
    if signals.isWoken { events.append(.woken) }
    return events
  }

  private func suspend() -> [TerminalEvent] {
    guard !isGone else { return [] }
    curses_mark_pastes(false)
    endwin()
    terminal_errors_release()
    terminal_signals_suspend()
    terminal_errors_hold()
    // The signal that continued us has done its work.
    let missed = SignalEvents.take()
    return missed.interruptions.map { .interrupted($0) } + restoreScreen()
      + (missed.isWoken ? [.woken] : [])
  }

  // A shell may have left the terminal in its own mode and its text on the screen.
  private func restoreScreen() -> [TerminalEvent] {
    guard !isGone else { return [] }
    reset_prog_mode()
    curses_mark_pastes(true)
    curses_repaint_all()
    _ = unsafe wrefresh(curses_screen())
    return resize() + [.resumed]
  }

  private func resize() -> [TerminalEvent] {
    guard let new = Self.windowSize(), new != size else { return [] }
    size = new
    resizeterm(Int32(new.rows), Int32(new.columns))
    // Terminals move their rows about when they are resized, each in its own way.
    curses_repaint_all()
    shown = ScreenBuffer(size: .zero)
    return [.resized(new)]
  }
}

extension CursesTerminal {
  private static func check(_ environment: [String: String]) throws(TerminalError) {
    guard isatty(inputDescriptor) == 1, isatty(outputDescriptor) == 1 else { throw .notATerminal }
    guard let name = environment["TERM"], !name.isEmpty else { throw .terminalNotNamed }
  }

  // Terminals name themselves sooner than systems learn their names, and a remote system knows fewer;
  // nearly all of them follow xterm.
  static let standIns = ["xterm-256color", "xterm", "vt100"]

  /// Opens the first terminal of a name and its stand-ins that the system has a description of.
  private static func open(_ name: String) -> String? {
    ([name] + standIns).first { unsafe curses_open($0) != nil }
  }

  static func note(onUnknown name: String, _ description: String) -> String {
    "This system does not know the terminal \"\(name)\" (TERM); it is treated as \(description)."
  }

  private static func wishes(_ environment: [String: String]) -> ColorDepth.Environment {
    ColorDepth.Environment(
      noColor: environment["NO_COLOR"], colorTerm: environment["COLORTERM"],
      foregroundAndBackground: environment["COLORFGBG"])
  }

  private static func startColors(_ environment: [String: String]) -> ColorDepth {
    let wishes = wishes(environment)
    guard !wishes.refusesColor, has_colors(), start_color() == OK, use_default_colors() == OK else {
      return .monochrome
    }
    return ColorDepth(
      colorCount: Int(curses_color_count()), isDirect: curses_colors_are_direct(),
      canDefineColors: can_change_color(), environment: wishes)
  }

  private static func windowSize() -> Size? {
    var rows: Int32 = 0
    var columns: Int32 = 0
    guard unsafe curses_window_size(outputDescriptor, &rows, &columns) else { return nil }
    return Size(columns: Int(columns), rows: Int(rows))
  }

  private static func arm() {
    var farewell = [CChar](repeating: 0, count: 512)
    let count = unsafe curses_farewell(&farewell, farewell.count)
    _ = unsafe terminal_rescue_arm(farewell, count)
    terminal_errors_hold()
    terminal_signals_install()
    curses_mark_pastes(true)
  }
}

private let inputDescriptor: Int32 = 0
private let outputDescriptor: Int32 = 1

extension Duration {
  /// Milliseconds for `poll(2)`, rounded up so that nothing wakes just before its time.
  var millisecondsRoundedUp: Int32 {
    let (seconds, attoseconds) = components
    guard seconds < 2_000_000 else { return 2_000_000_000 }
    return Int32(seconds * 1_000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
  }
}

extension ScreenBuffer {
  /// The picture cut off or filled up with blanks.
  func fitted(to size: Size) -> ScreenBuffer {
    var fitted = ScreenBuffer(size: size, glyphs: glyphs)
    fitted.draw(self, at: Position(row: 0, column: 0))
    return fitted
  }
}

/// Something that happened at the terminal.
public enum TerminalEvent: Hashable, Sendable {
  /// A key was pressed.
  case key(Key)
  /// Text was pasted, and the terminal said so; it may hold any characters.
  case pasted(String)
  /// The screen has a new size.
  case resized(Size)
  /// The process was asked to end, or its terminal has gone.
  case interrupted(Interruption)
  /// The process was stopped and goes on; the screen has been restored.
  case resumed
  /// Somebody called `wake`.
  case woken
}

/// Why the process is asked to end.
public enum Interruption: Hashable, Sendable {
  /// An interrupt that did not come from the keyboard.
  case interrupt
  /// A request to terminate.
  case terminate
  /// The terminal has gone: nothing drawn from now on is seen.
  case hangup
}

import TerminalUI

/// The keys of one frame: as many as a person can press count, of more only the last one.
///
/// Keys come faster than that where text is pasted into a terminal that does not mark it, or where a
/// program writes them. Each would be a command, and the last one pressed would wait for them all.
struct KeyBudget {
  /// Keyboards repeat a key forty times a second, and a slow line holds keys back for a second.
  static let perFrame = 64
  /// The shortest time between two frames in a flood: it is to be read, and drawing takes longer.
  static let frameOfFlood = Duration.milliseconds(250)

  private var count = 0
  private var surplus = Surplus()

  /// What came beyond the budget.
  struct Surplus {
    fileprivate(set) var count = 0
    /// The characters among the keys, in order, as far as a line takes them.
    fileprivate(set) var text = ""
    fileprivate(set) var last: Key?

    fileprivate mutating func add(_ key: Key) {
      count += 1
      last = key
      if case .character(let character) = key, count <= 4_096 { text.append(character) }
    }
  }

  /// Whether there were more keys than a frame answers.
  var isExceeded: Bool { surplus.last != nil }

  /// Whether a key is within the budget; it counts as surplus where it is not.
  mutating func admits(_ key: Key) -> Bool {
    count += 1
    if count <= Self.perFrame { return true }
    surplus.add(key)
    return false
  }

  /// Begins a new frame, and returns what the one before could not take.
  mutating func renew() -> Surplus? {
    defer { self = KeyBudget() }
    return surplus.last == nil ? nil : surplus
  }
}

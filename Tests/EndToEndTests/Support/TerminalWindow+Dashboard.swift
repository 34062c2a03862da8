import Foundation
import Testing

/// The dashboard in a terminal, as somebody reads it.
extension TerminalWindow {
  /// Opens a dashboard on a run without an end, slow enough to be watched on any machine.
  func openDashboard(_ options: String = "") throws {
    try startDashboard(
      "overfit --set training.epochs=1000000 --set training.optimizer.learning_rate=0.0001 "
        + options)
  }

  /// Starts the program, and waits until there are curves.
  func startDashboard(_ arguments: String) throws {
    try type("$PROGRAM \(arguments); echo ended with $?")
    #expect(waits { Self.loss(in: $0) != nil })
  }

  func quitDashboard() throws {
    try press("q")
    // What is not saved is asked about.
    let question = "Enter quit"
    #expect(waits { $0.contains("ended with") || $0.contains(question) })
    if screen.contains(question) { try press("Enter") }
    #expect(waits(for: "ended with 0"))
  }

  /// Waits until the screen tells a value; a picture that is being drawn need not yet.
  func read<Value>(
    _ sourceLocation: SourceLocation = #_sourceLocation, _ value: (String) -> Value?
  ) throws -> Value {
    var found: Value?
    try shows(sourceLocation) { screen in
      found = value(screen)
      return found != nil
    }
    return try #require(found, sourceLocation: sourceLocation)
  }

  /// Waits until the screen is as wanted, and ends the test where it never is.
  func shows(
    _ sourceLocation: SourceLocation = #_sourceLocation, _ isSo: (String) -> Bool
  ) throws {
    let isShown = waits(until: isSo)
    try #require(isShown, sourceLocation: sourceLocation)
  }

  /// Waits until a text is on the screen.
  func shows(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    try shows(sourceLocation) { $0.contains(text) }
  }

  /// Waits until what a pattern describes is on the screen.
  func shows(
    _ pattern: Regex<some Any>, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try shows(sourceLocation) { $0.contains(pattern) }
  }

  /// Waits until a field has a value.
  func shows(
    _ title: String, as value: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try shows(sourceLocation) { Self.value(of: title, in: $0) == value }
  }

  /// The training loss that the legend shows.
  static func loss(in screen: String) -> Double? {
    screen.firstMatch(of: /train (\d[0-9.e+-]*)/).flatMap { Double($0.1) }
  }

  /// The value beside a field's title, which remedies name as well, without a mark before it.
  static func value(of title: String, in screen: String) -> String? {
    for line in screen.split(separator: "\n") {
      guard let range = line.range(of: "[●◐○] +\(title) ", options: .regularExpression) else {
        continue
      }
      return line[range.upperBound...].split(separator: " ").first.map(String.init)
    }
    return nil
  }

  /// The steps that the progress line tells.
  static func steps(in screen: String) -> Int? {
    screen.firstMatch(of: #/epoch +\d+/\d+ .* ([0-9,]+) steps /#).flatMap {
      Int($0.1.replacing(",", with: ""))
    }
  }
}

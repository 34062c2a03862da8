import Foundation
import Testing

/// Changes of a network that trains on, in a real terminal as large as shows the list of changes.
@Suite(
  .enabled(if: TerminalWindow.isAvailable, "tmux is not installed: nothing runs in a terminal"))
struct LiveChangeTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func opened(_ options: String = "") throws -> TerminalWindow {
    let window = try TerminalWindow(columns: 200, rows: 60, in: scratch)
    try window.openDashboard(options)
    return window
  }

  @Test func `a network is operated on while it trains, and the list keeps what that did`() throws {
    let window = try opened()
    // From the learning rate over optimizer, loss, initializer and the fields of the last layer.
    try window.press("Up", "Up", "Up", "Up", "Up", "Up", "Up")
    try window.shows("more keep the outputs, fewer drop the weakest")
    let before = try window.read { TerminalWindow.steps(in: $0) }
    try window.press("Right")
    try window.shows(#/1 +[\d,]+ +Layer 3 units 64 → \d+ .*\n.* loss \S+ → \S+, outputs/#)
    let told = try window.read { $0.firstMatch(of: /loss (\S+) → (\S+), outputs/)?.output }
    let losses = try [#require(Double(told.1)), #require(Double(told.2))]
    #expect(abs(losses[1] - losses[0]) <= 1e-3 * losses[0])
    try window.press("a")
    try window.shows(#/2 +[\d,]+ +(Layer 4 added|Layers \S+ →) .*\n.* loss \S+ → \S+,/#)
    try window.shows(/Layer 4 +\d/)
    try window.press("d")
    try window.shows(#/3 +[\d,]+ +(Layer 4 removed|Layers \S+ →) .*\n.* loss \S+ → \S+,/#)
    try window.shows { !$0.contains(/Layer 4 +\d/) }
    try window.type(":set network.hidden.0.batch_norm=true")
    try window.shows("Layer 1 batch norm off → on")
    try window.type(":set training.optimizer.name=sgd")
    try window.shows(#/5 +[\d,]+ +Optimizer adam → sgd/#)
    try window.shows("weights kept, its memory")
    // All that time it went on.
    try window.shows { TerminalWindow.steps(in: $0) ?? 0 > before }
    try window.shows("training  epoch")
    try window.quitDashboard()
  }

  @Test func `what begins afresh asks first, and Esc leaves everything as it was`() throws {
    let window = try opened()
    let before = try window.read { TerminalWindow.steps(in: $0) }
    try window.type(":set data.seed=7")
    try window.shows(#/Data seed 7 needs a fresh start: [\d,]+ steps? (is|are) given up/#)
    try window.press("Escape")
    try window.shows { !$0.contains("needs a fresh start") }
    try window.shows("Data seed", as: "1")
    try window.shows { TerminalWindow.steps(in: $0) ?? 0 > before }
    try window.shows("Nothing was changed in this run yet.")
    try window.type(":set data.seed=7")
    try window.shows("needs a fresh start")
    try window.press("Enter")
    try window.shows("A fresh start: all weights are new.")
    try window.shows("Data seed", as: "7")
    try window.quitDashboard()
  }

  @Test func `a change is listed and marked; u takes it back and U makes it again`() throws {
    let window = try opened()
    let listed = #/1 +[\d,]+ +Learning rate 0\.0001 → 0\.0002 +\d/#
    try window.press("Right")
    try window.shows(listed)
    try window.shows(/└[─┬┴]*1/)
    try window.press("u")
    try window.shows(
      /Undone: Learning rate 0\.0001 → 0\.0002, back at step [\d,]+\./)
    try window.shows("Learning rate", as: "0.0001")
    try window.shows("Nothing was changed in this run yet.")
    try window.shows { !$0.contains(/└[─┬┴]*1/) }
    try window.press("U")
    try window.shows(
      /Redone: Learning rate 0\.0001 → 0\.0002, back at step [\d,]+\./)
    try window.shows(listed)
    // Full screen there is room for who made it.
    try window.press("BTab", "z")
    try window.shows(#/1 +[\d,]+ +person +Learning rate 0\.0001 → 0\.0002 .* \d/#)
    try window.quitDashboard()
  }

  @Test func `a twin shows what a change did, and the run can go over to it`() throws {
    let window = try opened()
    try window.press("Right", "t")
    try window.shows(#/━ twin \d/#)
    try window.shows("Learning rate", as: "0.0002")
    try window.shows(#/dev error +[−+]?[\d.]+ % ± [\d.]+ %.*120 rows/#)
    try window.shows(#/dev loss +[−+]?[\d.e-]+ ± [\d.e-]+/#)
    try window.press("T")
    try window.shows("Without the change (Learning rate 0.0001 → 0.0002) from step")
    try window.shows("Learning rate", as: "0.0001")
    try window.shows { !$0.contains("━ twin") }
    try window.press("u")
    try window.shows("Learning rate", as: "0.0002")
    // Once more, and kept this time: its pane stands before those of the network and the changes.
    try window.press("t")
    try window.shows("Enter keeps the change, T goes back.")
    try window.press("BTab", "BTab", "BTab", "Enter")
    try window.shows("Kept: Learning rate 0.0001 → 0.0002.")
    try window.shows { !$0.contains("━ twin") }
    try window.quitDashboard()
  }

  @Test func `a remedy leads to its field, and a twin tells what it did`() throws {
    let window = try TerminalWindow(columns: 200, rows: 60, in: scratch)
    try window.startDashboard("underfit --set training.epochs=1000000")
    try window.shows("1 a larger network")
    // Over both charts to the verdict.
    try window.press("Tab", "Tab", "Tab")
    try window.shows("Enter go to field")
    try window.press("Enter")
    try window.shows("There is no hidden layer yet: a adds one.")
    try window.press("a", "t")
    try window.shows(#/1 +[\d,]+ +Layers – → 16/#)
    try window.shows(#/Layers – → 16 .*\n.*dev error +[−+]?[\d.]+ % ± /#)
    // A terminal that was too small for a moment takes nothing away.
    try window.resize(columns: 40, rows: 10)
    try window.shows("60×16")
    try window.resize(columns: 120, rows: 40)
    try window.shows(#/dev error +[−+]?[\d.]+ % ± /#)
    try window.quitDashboard()
  }

  @Test func `a lens tries nine values, and only the one that is taken leaves a trace`() throws {
    // Small, because the trials take what processors have left over.
    let units = (0...2).map { "--set network.hidden.\($0).units=2" }.joined(separator: " ")
    let window = try opened(units + " --set data.rows=40")
    let value = #/\d\.\d{4} +([−+][\d.e-]+ ±\S+|now)/#
    let conclusion = /is better by|is best here|cannot tell: [t\d]/
    try window.press("p")
    try window.shows { $0.matches(of: value).count == 9 && $0.contains(conclusion) }
    try window.shows("★")
    try window.press("Right", "Escape")
    try window.shows { !$0.contains("Lens:") }
    try window.shows("Nothing was changed in this run yet.")
    try window.shows("Learning rate", as: "0.0001")
    try window.press("p", "Right", "Enter")
    try window.shows("Learning rate", as: "0.0003")
    try window.shows(#/1 +[\d,]+ +Learning rate 0\.0001 → 0/#)
    // And of two fields all pairs of values, fewer where there is less room.
    try window.resize(columns: 80, rows: 24)
    try window.press("P")
    try window.shows("Lens: Learning rate × Batch size?")
    try window.press("Enter")
    try window.shows { $0.contains("Batch size ↑") && $0.contains("Learning rate →") }
    try window.shows { $0.matches(of: #/ \d\.\d{3,4}/#).count >= 25 }
    try window.press("Escape")
    try window.shows { !$0.contains("Lens:") }
    try window.quitDashboard()
  }

  @Test func `of several seeds the curves show how far apart they are`() throws {
    func accuracy(repeats: Int) throws -> [Substring] {
      let window = try TerminalWindow(columns: 120, rows: 40, in: scratch)
      // In plain characters a band is of dots; of a run so short no points have been merged.
      try window.type(
        "LC_ALL=C $PROGRAM overfit --set training.epochs=20 --set training.repeats=\(repeats)")
      try window.shows("20 epochs done")
      let rows = window.screen.split(separator: "\n").map { $0.dropFirst(38) }
      let first = try #require(rows.firstIndex { $0.hasPrefix(" Accuracy") })
      #expect(rows.contains { $0.contains("\(repeats) seeds") } == (repeats > 1))
      try window.press("q", "Enter")
      return rows[(first + 2)...].prefix { !$0.contains("+--") }.map { $0.dropFirst(6) }
    }
    #expect(try !accuracy(repeats: 1).contains { $0.contains(".") })
    #expect(try accuracy(repeats: 3).contains { $0.contains(".") })
  }
}

import ExperimentModel
import TerminalUI

/// A line of a page to read.
enum PageLine: Sendable, Equatable {
  case blank
  case heading(String)
  case text(String)
  /// Keys, or a command, and what they do.
  case entry(String, String)

  /// The columns of the keys.
  static let keyColumns = 17
}

extension DashboardState {
  /// The rows of a page's text: what the frame leaves of the body.
  var pageRows: Int { max(DashboardLayout(size: size).body.rows - 2, 1) }

  /// The columns of a page's text.
  var pageColumns: Int { size.columns < 100 ? size.columns - 4 : 88 }

  /// The lines of a page.
  func lines(of content: Page.Content, columns: Int) -> [PageLine] {
    switch content {
    case .help: helpLines(columns: columns)
    case .notes: noteLines(columns: columns)
    }
  }

  private func helpLines(columns: Int) -> [PageLine] {
    var lines: [PageLine] = []
    for section in ActionSection.allCases {
      if !lines.isEmpty { lines.append(.blank) }
      lines.append(.heading(section.rawValue))
      for action in Action.all where action.section == section {
        let keys = action.keys.map(\.description).joined(separator: " ")
        lines += Self.entry(keys, action.help, columns: columns)
      }
    }
    lines += [.blank, .heading("Command line")]
    for command in CommandForm.all {
      lines += Self.entry(command.form, command.help, columns: columns)
    }
    let names =
      "Every action too: "
      + ActionName.allCases.map { ":" + $0.rawValue }
      .joined(separator: " ")
    lines += Self.entry(":ACTION", names, columns: columns)
    lines += Self.entry("Tab", "Completes commands, keys and values.", columns: columns)
    lines += [.blank, .heading("What a change costs")]
    for liveness in Liveness.allCases {
      lines += Self.entry(
        "\(glyphs.mark(of: liveness)) \(liveness.rawValue)", liveness.explanation,
        columns: columns)
    }
    lines += [.blank, .heading("On the curves")]
    lines += Self.entry(
      "1 2 3", "Changes, by their numbers in the list of changes: Tab, on small screens z first.",
      columns: columns)
    lines += Self.entry("▴", "The smallest dev loss.", columns: columns)
    lines += Self.entry("✗", "A loss that was not finite.", columns: columns)
    return lines
  }

  private func noteLines(columns: Int) -> [PageLine] {
    guard let facts = run.facts else { return [.text("The data is still being loaded.")] }
    let inputs = facts.data.featureNames.count
    var lines: [PageLine] = [
      .heading(facts.configuration.data.source),
      .text("\(inputs) inputs, target \(facts.data.targetName)"),
    ]
    if !facts.data.classNames.isEmpty {
      lines += Self.wrapped(
        "classes: " + facts.data.classNames.joined(separator: ", "), columns: columns)
    }
    lines.append(.blank)
    if facts.data.notes.isEmpty { lines.append(.text("Nothing looks suspicious.")) }
    for note in facts.data.notes {
      let rows = TextBlock(note).rows(columns: columns - 2)
      for (index, row) in rows.enumerated() {
        lines.append(.text((index == 0 ? "• " : "  ") + row))
      }
    }
    return lines
  }

  private static func wrapped(_ text: String, columns: Int) -> [PageLine] {
    TextBlock(text).rows(columns: columns).map { .text($0) }
  }

  private static func entry(_ keys: String, _ text: String, columns: Int) -> [PageLine] {
    let rows = TextBlock(text).rows(columns: max(columns - PageLine.keyColumns, 1))
    return rows.enumerated().map { .entry($0.offset == 0 ? keys : "", $0.element) }
  }
}

extension Liveness {
  /// What the mark means.
  var explanation: String {
    switch self {
    case .hot: "Takes effect at the next mini-batch; nothing is lost."
    case .warm: "Takes effect at the next mini-batch; weights and the optimizer's memory are kept."
    case .cold: "Needs a fresh start, which is asked for."
    }
  }
}

import TerminalUI

/// Something a person can do, by the name of the command line.
enum ActionName: String, Sendable, CaseIterable {
  case previous, next
  case pageUp = "page-up"
  case pageDown = "page-down"
  case first, last
  case lower, raise, edit, remedy
  case pause, step, restart, undo, redo
  case twin
  case takeTwin = "take-twin"
  case keepChange = "keep-change"
  case addLayer = "add-layer"
  case deleteLayer = "delete-layer"
  case save, open
  case nextPane = "next-pane"
  case previousPane = "previous-pane"
  case zoom
  case yAxis = "y-axis"
  case xAxis = "x-axis"
  case window
  case readLeft = "read-left"
  case readRight = "read-right"
  case lens
  case lensOfTwo = "lens-of-two"
  case notes, help
  case command
  case back, suspend, quit
}

/// Where on the help page an action stands.
enum ActionSection: String, Sendable, CaseIterable {
  case fields = "Hyperparameters"
  case run = "Training"
  case lens = "What if"
  case view = "View"
  case files = "Presets"
  case other = "Program"
}

/// One row of the table that keys, command line, help and hints are made from.
struct Action: Sendable {
  let name: ActionName
  /// A word or two for the hints.
  let title: String
  /// One sentence for the help page.
  let help: String
  /// The keys, the first one shown in hints.
  let keys: [Key]
  let section: ActionSection
  /// The panes in which the keys mean this; empty for all.
  let panes: Set<Pane>

  init(
    _ name: ActionName, _ title: String, _ keys: [Key], _ section: ActionSection, _ help: String
  ) {
    self.init(name, title, keys, section, help, in: [])
  }

  private init(
    _ name: ActionName, _ title: String, _ keys: [Key], _ section: ActionSection, _ help: String,
    in panes: Set<Pane>
  ) {
    self.name = name
    self.title = title
    self.help = help
    self.keys = keys
    self.section = section
    self.panes = panes
  }

  /// The same action, where its keys mean it only in some panes.
  func only(in panes: Set<Pane>) -> Action {
    Action(name, title, keys, section, help, in: panes)
  }

  /// The action that a key means in a pane: one that is special to the pane goes first.
  static func named(by key: Key, in pane: Pane) -> Action? {
    let matching = all.filter { $0.keys.contains(key) }
    return matching.first { $0.panes.contains(pane) } ?? matching.first { $0.panes.isEmpty }
  }

  /// The action of a name.
  static func named(_ name: ActionName) -> Action? { all.first { $0.name == name } }
}

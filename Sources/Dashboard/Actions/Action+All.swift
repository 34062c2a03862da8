import TerminalUI

extension Action {
  /// Everything a person can do.
  static let all: [Action] = fields + run + lens + view + files + other

  private static let fields = [
    Action(
      .previous, "choose", [.up, .character("k")], .fields,
      "The hyperparameter above; in other panes the line above."),
    Action(
      .next, "choose", [.down, .character("j")], .fields,
      "The hyperparameter below; in other panes the line below."),
    Action(.pageUp, "page up", [.pageUp, .control("b")], .fields, "A screenful up."),
    Action(.pageDown, "page down", [.pageDown, .control("f")], .fields, "A screenful down."),
    Action(.first, "first", [.home, .character("g")], .fields, "The first of the list."),
    Action(.last, "last", [.end, .character("G")], .fields, "The last of the list."),
    Action(
      .lower, "lower", [.left, .character("h"), .character("-")], .fields,
      "The next lower value, or the name before. - does so in every pane."),
    Action(
      .raise, "raise", [.right, .character("l"), .character("+"), .character("=")], .fields,
      "The next higher value, or the name after. + does so in every pane."),
    Action(
      .edit, "edit", [.enter], .fields,
      "Type a value, or choose a name. In the advice, go to the field of a remedy."),
    Action(
      .remedy, "remedy", "123456".map(Key.character), .fields,
      "Go to the field of the remedy with this number."),
    Action(
      .addLayer, "add layer", [.character("a")], .fields,
      "A hidden layer after the one under the cursor; the weights are kept."),
    Action(
      .deleteLayer, "delete layer", [.character("d")], .fields,
      "Take out the hidden layer under the cursor; the other weights are kept."),
  ]

  private static let run = [
    Action(.pause, "pause", [.character(" ")], .run, "Pause, or go on."),
    Action(.step, "step", [.character(".")], .run, "Train one mini-batch, then wait."),
    Action(.restart, "restart", [.character("r")], .run, "Start again from fresh weights."),
    Action(
      .undo, "undo", [.character("u")], .run,
      "Go back to just before the last change: weights, optimizer, batch order, curves."),
    Action(
      .redo, "redo", [.character("U")], .run,
      "Go back to where the change was undone; a new change gives that up."),
    Action(
      .twin, "twin", [.character("t")], .run,
      "Let the network as it was before the last change train on beside it, or end that."),
    Action(
      .takeTwin, "go back", [.character("T")], .run,
      "Go on with the twin instead: as if the change had never been made; u brings it back."),
    Action(
      .keepChange, "keep", [.enter], .run, "In the pane of the twin: keep the change, end the twin."
    ).only(in: [.twin]),
  ]

  private static let lens = [
    Action(
      .lens, "lens", [.character("p")], .lens,
      "Short trainings with the values around the chosen one, beside the run; Esc ends them."),
    Action(
      .lensOfTwo, "lens of two", [.character("P")], .lens,
      "The same for this field and a second one, as a map: choose it, then Enter."),
  ]

  private static let view = [
    Action(.nextPane, "pane", [.tab], .view, "The next pane."),
    Action(.previousPane, "pane back", [.backTab], .view, "The previous pane."),
    Action(.zoom, "zoom", [.character("z")], .view, "The pane full screen, and back."),
    Action(
      .yAxis, "log/linear", [.character("y")], .view, "Losses on a logarithmic or linear axis."),
    Action(
      .xAxis, "step/epoch/time", [.character("x")], .view, "Curves over steps, epochs or time."),
    Action(
      .window, "window", [.character("w")], .view,
      "The whole run, its last quarter, or its last sixteenth."),
    Action(
      .readLeft, "read", [.left, .character("h")], .view,
      "In a chart: read values further left; Esc ends it."
    ).only(in: [.loss, .score]),
    Action(
      .readRight, "read", [.right, .character("l")], .view,
      "In a chart: read values further right."
    ).only(in: [.loss, .score]),
    Action(
      .notes, "data notes", [.character("n")], .view,
      "What was done to the data, and what looks suspicious in it."),
  ]

  private static let files = [
    Action(.save, "save", [.character("s")], .files, "Save the preset under a name or a path."),
    Action(.open, "open", [.character("o")], .files, "Open another preset."),
  ]

  private static let other = [
    Action(.help, "help", [.character("?"), .function(1)], .other, "This page."),
    Action(.command, "command", [.character(":")], .other, "The command line."),
    Action(.back, "back", [.escape], .other, "Back: out of a question, a list or a zoomed pane."),
    Action(
      .suspend, "suspend", [.control("z")], .other,
      "Put the program to sleep; the shell's fg brings it back."),
    Action(
      .quit, "quit", [.character("q"), .control("c")], .other,
      "Quit; asks only where changes are not saved."),
  ]
}

/// A part of the screen that can be chosen and zoomed.
enum Pane: String, Sendable, CaseIterable {
  case settings, loss, score, diagnosis, twin, network, changes
}

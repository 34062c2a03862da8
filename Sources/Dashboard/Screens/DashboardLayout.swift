import TerminalUI

/// Where each part of the screen lies; drawing and keys go by the same rectangles.
struct DashboardLayout: Sendable, Equatable {
  /// The smallest screen there is something to see on.
  static let smallest = Size(columns: 60, rows: 16)

  let header: Rect
  let body: Rect
  let progress: Rect
  let status: Rect
  let hints: Rect
  /// The panes that have room, each with its place.
  let places: [Place]

  /// A pane and its place.
  struct Place: Sendable, Equatable {
    var pane: Pane
    var rect: Rect
  }

  /// The parts of a screen; `zoomed` has the whole body to itself, and a twin has a pane.
  init(size: Size, zoomed: Pane? = nil, hasTwin: Bool = false) {
    let isAiry = size.rows >= 30
    let (main, foot) = Rect(size).inset(rows: 0, columns: size.columns >= 100 ? 1 : 0)
      .cutBottom(isAiry ? 4 : 3)
    let lines = foot.splitRows(
      isAiry ? [.fixed(1), .fixed(1), .fixed(1), .fixed(1)] : [.fixed(1), .fixed(1), .fixed(1)])
    progress = lines[lines.count - 3]
    status = lines[lines.count - 2]
    hints = lines[lines.count - 1]
    let (top, rest) = main.cutTop(isAiry ? 2 : 1)
    header = top.row(0)
    body = rest
    if size.columns < Self.smallest.columns || size.rows < Self.smallest.rows {
      places = []
    } else if let zoomed {
      places = [Place(pane: zoomed, rect: rest)]
    } else {
      places = Self.places(in: rest, hasTwin: hasTwin)
    }
  }

  var panes: [Pane] { places.map(\.pane) }

  func rect(of pane: Pane) -> Rect? { places.first { $0.pane == pane }?.rect }

  /// Where a lens lies: over the curves, and over what is below them where they are small.
  var lens: Rect {
    let curves = places.filter { $0.pane == .loss || $0.pane == .score }.map(\.rect)
    let union = Rect.union(curves)
    guard union.rows < Self.smallestLensRowCount else { return union }
    return Rect.union(places.filter { $0.pane != .settings }.map(\.rect))
  }

  // A curve with its axis, nine values, and what follows from them.
  private static let smallestLensRowCount = 20

  /// The columns of the largest chart, for a cursor that moves by columns.
  var chartColumns: Int {
    places.filter { $0.pane == .loss || $0.pane == .score }.map { $0.rect.columns - 6 }.max() ?? 0
  }

  private static func places(in body: Rect, hasTwin: Bool) -> [Place] {
    if body.columns >= 156, body.rows >= 30 { return wide(body, hasTwin) }
    if body.columns >= 98, body.rows >= 28 { return medium(body, hasTwin) }
    return narrow(body, hasTwin)
  }

  // 80×24: what to change, what it does, what it means.
  private static func narrow(_ body: Rect, _ hasTwin: Bool) -> [Place] {
    let columns = body.splitColumns(
      [.fixed(body.columns < 72 ? 28 : 30), .weighted(1)], gap: 2)
    let right = columns[1]
    let room = right.rows - (hasTwin ? 5 : 0)
    var shares: [(Pane, Share)] = [(.loss, .weighted(3))]
    if room >= 34 { shares.append((.score, .weighted(2))) }
    // With little room the twin's verdict stands where the advice was.
    if !hasTwin || room >= 15 { shares.append((.diagnosis, .fixed(room >= 16 ? 7 : 4))) }
    if hasTwin { shares.append((.twin, .fixed(4))) }
    if room >= 28 { shares.append((.network, .fixed(9))) }
    if room >= 48 { shares.append((.changes, .fixed(7))) }
    return [Place(pane: .settings, rect: columns[0])]
      + stack(shares, in: right, gap: body.rows >= 16 ? 1 : 0)
  }

  // 120×40: both curves, and the network beside the advice.
  private static func medium(_ body: Rect, _ hasTwin: Bool) -> [Place] {
    let columns = body.splitColumns(
      [.fixed(min(max(body.columns * 3 / 10, 34), 42)), .weighted(1)], gap: 3)
    let (charts, below) = columns[1].cutBottom(min(max(body.rows / 3, 10), 14))
    let parts = below.splitColumns([.weighted(5), .weighted(4)], gap: 3)
    let advice: [(Pane, Share)] = [(.diagnosis, .weighted(1))]
    return [Place(pane: .settings, rect: columns[0])]
      + stack([(.loss, .weighted(3)), (.score, .weighted(2))], in: charts, gap: 1, last: 1)
      + stack(advice + (hasTwin ? [(.twin, .fixed(4))] : []), in: parts[0], gap: 1)
      + [Place(pane: .network, rect: parts[1])]
  }

  // 200×60: the list of changes too.
  private static func wide(_ body: Rect, _ hasTwin: Bool) -> [Place] {
    let columns = body.splitColumns([.fixed(44), .weighted(1), .fixed(48)], gap: 3)
    let twin: [(Pane, Share)] = hasTwin ? [(.twin, .fixed(5))] : []
    return [Place(pane: .settings, rect: columns[0])]
      + stack([(.loss, .weighted(3)), (.score, .weighted(2))], in: columns[1], gap: 1)
      + stack(
        [(.diagnosis, .fixed(14))] + twin + [(.network, .weighted(3)), (.changes, .weighted(2))],
        in: columns[2], gap: 1)
  }

  private static func stack(
    _ shares: [(Pane, Share)], in rect: Rect, gap: Int, last: Int = 0
  ) -> [Place] {
    let rects = rect.cutBottom(last).rest.splitRows(shares.map(\.1), gap: gap)
    return zip(shares, rects).map { Place(pane: $0.0, rect: $1) }
  }
}

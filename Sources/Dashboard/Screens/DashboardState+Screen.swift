public import TerminalUI

extension DashboardState {
  /// The picture of the state.
  public func screen(size: Size) -> ScreenBuffer {
    var buffer = ScreenBuffer(size: size, glyphs: glyphs)
    let layout = DashboardLayout(size: size, zoomed: zoomedPane, hasTwin: twin != nil)
    guard !layout.places.isEmpty else {
      TooSmallScreen(smallest: DashboardLayout.smallest).draw(into: &buffer)
      return buffer
    }
    HeaderLine(state: self).draw(into: &buffer, in: layout.header)
    for place in layout.places where lens == nil || !layout.lens.contains(place.rect) {
      draw(place.pane, into: &buffer, in: place.rect)
    }
    if let lens { LensPane(state: self, lens: lens).draw(into: &buffer, in: layout.lens) }
    ProgressLine(run: run).draw(into: &buffer, in: layout.progress)
    StatusLine(state: self).draw(into: &buffer, in: layout.status)
    HintsLine(state: self, panes: layout.panes).draw(into: &buffer, in: layout.hints)
    OverlayPainter(state: self, layout: layout).draw(into: &buffer)
    return buffer
  }

  private func draw(_ pane: Pane, into buffer: inout ScreenBuffer, in rect: Rect) {
    let body = PaneTitle(state: self, pane: pane).draw(into: &buffer, in: rect)
    switch pane {
    case .settings: SettingsPane(state: self).draw(into: &buffer, in: body)
    case .loss: CurvePane(state: self).drawLoss(into: &buffer, in: body)
    case .score: CurvePane(state: self).drawScore(into: &buffer, in: body)
    case .diagnosis: DiagnosisPane(state: self).draw(into: &buffer, in: body)
    case .twin: TwinPane(state: self).draw(into: &buffer, in: body)
    case .network: NetworkPane(state: self).draw(into: &buffer, in: body)
    case .changes: ChangesPane(state: self).draw(into: &buffer, in: body)
    }
  }
}

/// What a screen too small for a picture says.
struct TooSmallScreen {
  let smallest: Size

  func draw(into buffer: inout ScreenBuffer) {
    let size = buffer.size
    let lines = [
      "nn-tui needs \(smallest.columns)×\(smallest.rows)",
      "this screen is \(size.columns)×\(size.rows)",
    ]
    let top = max((size.rows - lines.count) / 2, 0)
    for (index, line) in lines.enumerated() {
      buffer.textCentered(
        line, in: Rect(row: top + index, column: 0, rows: 1, columns: size.columns),
        ink: index == 0 ? .title : .muted)
    }
  }
}

import TerminalUI
import Testing

@testable import CursesTerminal

@Suite struct ThemeTests {
  static let themes = [Theme.dark, .light, .either]
  static let depths: [ColorDepth] = [.monochrome, .eight, .sixteen, .indexed, .adjustable, .direct]

  private func style(
    _ ink: Ink, on background: Ink = .plain, _ emphasis: Emphasis = [], theme: Theme = .dark,
    depth: ColorDepth = .indexed, hasFewPairs: Bool = false
  ) -> CellStyle {
    let cell = Cell("x", ink: ink, background: background, emphasis: emphasis)
    return StyleTable(theme: theme, depth: depth, hasFewPairs: hasFewPairs)
      .style(of: CellMeaning(cell))
  }

  @Test(arguments: themes) func `every colour is one that all 256-colour terminals share`(
    theme: Theme
  ) throws {
    for ink in Ink.all {
      for color in [theme.foreground(ink), theme.background(ink)].compactMap({ $0 }) {
        for shown in [color, color.dimmed] {
          let index = shown.indexed
          #expect((16...255).contains(index))
          #expect(Self.rgb(ofIndex: Int(index)) == shown.rgb, "\(ink) \(shown)")
        }
      }
    }
  }

  @Test(arguments: depths) func `what is compared is told apart at every depth`(depth: ColorDepth) {
    for theme in Self.themes {
      for (one, other) in [
        (Ink.train, Ink.dev), (.train, .twin), (.dev, .twin), (.good, .bad), (.plain, .muted),
        (.warning, .bad), (.plain, .pending),
      ] {
        #expect(
          style(one, theme: theme, depth: depth) != style(other, theme: theme, depth: depth),
          "\(one) and \(other)")
      }
      let chosen = style(.plain, on: .selected, theme: theme, depth: depth)
      #expect(chosen != style(.plain, theme: theme, depth: depth))
    }
  }

  @Test(arguments: depths) func `a colour's number is one the terminal has`(depth: ColorDepth) {
    let numbers: ClosedRange<Int32> =
      switch depth {
      case .monochrome: -1 ... -1
      case .eight: -1...7
      case .sixteen: -1...15
      case .indexed, .adjustable: -1...255
      case .direct: -1...0xFFFFFF
      }
    var wrong: [CellStyle] = []
    for theme in Self.themes {
      for ink in Ink.all {
        for background in Ink.all {
          let style = style(ink, on: background, .dim, theme: theme, depth: depth)
          if !numbers.contains(style.foreground) || !numbers.contains(style.background) {
            wrong.append(style)
          }
        }
      }
    }
    #expect(wrong.isEmpty)
  }

  @Test(arguments: [Theme.dark, .light])
  func `ramps are ordered in lightness, so that they need no colour`(theme: Theme) {
    func lightness(_ ink: Ink) -> Double {
      guard let color = theme.foreground(ink) else { return 0 }
      return 0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue)
    }
    func linear(_ value: UInt8) -> Double { (Double(value) / 255) * (Double(value) / 255) }
    let heat = (0..<16).map { lightness(.heat($0)) }
    let inversions = zip(heat, heat.dropFirst()).filter { (($1 - $0) > 0) != (theme == .dark) }
    // Neighbours may swap by a hair where the palette has nothing in between.
    #expect(inversions.count <= 2)
    #expect(abs(heat[15] - heat[0]) > 0.6)
    let poles = (0..<16).map { lightness(.diverging($0)) }
    let middle = (poles[7] + poles[8]) / 2
    #expect((poles[0] > middle) == (theme == .dark))
    #expect((poles[15] > middle) == (theme == .dark))
  }

  @Test func `on few colours a chosen row is reversed as a whole`() {
    for ink in [Ink.plain, .good, .pending, .focused] {
      let chosen = style(ink, on: .selected, depth: .eight)
      #expect(chosen.foreground == 7 && chosen.background == 0)
      #expect(chosen.emphasis.contains(.reversed))
    }
  }

  @Test func `too few pairs halve the levels of a ramp`() {
    var pairs: Set<CellStyle> = []
    for upper in UInt8(0)..<16 {
      for lower in UInt8(0)..<16 {
        pairs.insert(style(.heat(upper), on: .heat(lower), hasFewPairs: true))
      }
    }
    #expect(pairs.count == 64)
  }

  @Test func `a dim ink is another colour where there are shades, and a weight where not`() {
    #expect(style(.train, .dim).emphasis == [])
    #expect(style(.train, .dim).foreground != style(.train).foreground)
    #expect(style(.dev, .dim, depth: .eight).emphasis.contains(.dim))
  }

  private func style(
    _ ink: Ink, _ emphasis: Emphasis, depth: ColorDepth = .indexed
  ) -> CellStyle {
    style(ink, on: .plain, emphasis, depth: depth)
  }

  // The palette as terminals define it: a cube of six levels and 24 greys.
  private static func rgb(ofIndex index: Int) -> Int32 {
    let levels: [Int32] = [0, 95, 135, 175, 215, 255]
    guard index < 232 else { return Int32(8 + (index - 232) * 10) * 0x01_0101 }
    let cube = index - 16
    return levels[cube / 36] << 16 | levels[cube / 6 % 6] << 8 | levels[cube % 6]
  }
}

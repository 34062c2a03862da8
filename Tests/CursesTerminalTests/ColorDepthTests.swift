import Testing

@testable import CursesTerminal

@Suite struct ColorDepthTests {
  private func depth(
    _ count: Int, direct: Bool = false, changeable: Bool = false, noColor: String? = nil,
    colorTerm: String? = nil
  ) -> ColorDepth {
    ColorDepth(
      colorCount: count, isDirect: direct, canDefineColors: changeable,
      environment: ColorDepth.Environment(noColor: noColor, colorTerm: colorTerm))
  }

  @Test func `the terminal's description decides how many colours there are`() {
    #expect(depth(0) == .monochrome)
    #expect(depth(8) == .eight)
    #expect(depth(16) == .sixteen)
    #expect(depth(88) == .sixteen)
    #expect(depth(256) == .indexed)
    #expect(depth(0x100_0000, direct: true) == .direct)
  }

  @Test func `the palette is set only where the terminal says it shows any colour`() {
    #expect(depth(256, changeable: true) == .indexed)
    #expect(depth(256, colorTerm: "truecolor") == .indexed)
    #expect(depth(256, changeable: true, colorTerm: "truecolor") == .adjustable)
  }

  @Test func `a wish for no colours is honoured, an empty one is none`() {
    #expect(depth(256, noColor: "1") == .monochrome)
    #expect(depth(0x100_0000, direct: true, noColor: "yes") == .monochrome)
    #expect(depth(256, noColor: "") == .indexed)
  }

  @Test(arguments: [
    ("15;0", false), ("0;15", true), ("0;default;7", true), ("", false), ("7", true),
  ])
  func `a light background is recognised`(value: String, isLight: Bool) {
    let environment = ColorDepth.Environment(foregroundAndBackground: value)
    #expect(environment.hasLightBackground == isLight)
  }

  @Test(arguments: [
    ("15;0", Theme.dark), ("0;15", .light), ("7;8", .dark), ("0;default", .either), ("", .either),
    ("12;5", .either),
  ])
  func `a background that is not told may be light or dark`(value: String, theme: Theme) {
    #expect(ColorDepth.Environment(foregroundAndBackground: value).theme == theme)
    #expect(ColorDepth.Environment().theme == .either)
  }
}

import Foundation
import TerminalUI
import Testing

@testable import CursesTerminal

/// Whether characters can be read, by the contrast of the Web Content Accessibility Guidelines 2.2.
@Suite struct ContrastTests {
  // Of large characters and of parts of a picture, by their success criteria 1.4.3 and 1.4.11.
  private static let least = 3.0
  // What is dim steps back behind something that is not.
  private static let leastOfDim = 2.0

  private static let black = Color(0, 0, 0)
  private static let white = Color(255, 255, 255)

  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var theme: Theme
    var backgrounds: [Color]
    var leastOfDim: Double
  }

  private static let cases = [
    Case(
      testDescription: "either", theme: .either, backgrounds: [black, white], leastOfDim: least),
    Case(testDescription: "dark", theme: .dark, backgrounds: [black], leastOfDim: leastOfDim),
    Case(testDescription: "light", theme: .light, backgrounds: [white], leastOfDim: leastOfDim),
  ]

  private static let letters = Ink.all.filter { !$0.isLevel }

  @Test(arguments: cases) func `an ink alone can be read on every background of its theme`(
    _ input: Case
  ) {
    for ink in Ink.all {
      for isDim in [false, true] {
        let colors = input.theme.colors(of: ink, on: .plain, isDim: isDim)
        guard let color = colors.foreground, colors.background == nil else { continue }
        for background in input.backgrounds {
          let contrast = Color(color).contrast(with: background)
          #expect(
            contrast >= (isDim ? input.leastOfDim : Self.least),
            "\(ink) \(isDim ? "dim" : ""): \(contrast)")
        }
      }
    }
  }

  @Test(arguments: cases) func `no cell has a background of ours alone`(_ input: Case) {
    for ink in Ink.all {
      for background in Ink.all where background != .plain {
        for isDim in [false, true] {
          let colors = input.theme.colors(of: ink, on: background, isDim: isDim)
          #expect(colors.background == nil || colors.foreground != nil, "\(ink) on \(background)")
        }
      }
    }
  }

  @Test(arguments: cases) func `every ink can be read on the chosen row`(_ input: Case) throws {
    for ink in Self.letters {
      let colors = input.theme.colors(of: ink, on: .selected, isDim: false)
      let contrast = Color(try #require(colors.foreground))
        .contrast(with: Color(try #require(colors.background)))
      #expect(contrast >= Self.least, "\(ink): \(contrast)")
    }
  }

  @Test(arguments: cases) func `plain letters can be read on every level`(_ input: Case) throws {
    for background in Ink.all where background.isLevel {
      let colors = input.theme.colors(of: .plain, on: background, isDim: false)
      let contrast = Color(try #require(colors.foreground))
        .contrast(with: Color(try #require(colors.background)))
      #expect(contrast >= Self.least, "\(background): \(contrast)")
    }
  }

  @Test(arguments: cases) func `the letters of the map of a lens can be read on it`(
    _ input: Case
  ) throws {
    for level in UInt8(0)..<16 {
      let ink = Ink.heat(level < 8 ? 15 : 0)
      let colors = input.theme.colors(of: ink, on: .heat(level), isDim: false)
      let contrast = Color(try #require(colors.foreground))
        .contrast(with: Color(try #require(colors.background)))
      #expect(contrast >= Self.least, "\(level): \(contrast)")
    }
  }

  @Test(arguments: NamedColors.all, [ColorDepth.eight, .sixteen])
  func `named colours are always on black, and can be read on it`(
    _ palette: NamedColors, _ depth: ColorDepth
  ) {
    for theme in [Theme.either, .dark, .light] {
      let table = StyleTable(theme: theme, depth: depth, hasFewPairs: true)
      for ink in Self.letters {
        let style = table.style(of: CellMeaning(Cell("x", ink: ink)))
        #expect(style.foreground >= 0 && style.background == 0, "\(ink)")
        let isBold = depth == .eight && style.emphasis.contains(.bold) && palette.hasBrightBold
        let number = Int(style.foreground) + (isBold && style.foreground < 8 ? 8 : 0)
        let contrast = palette.colors[number].contrast(with: palette.colors[0])
        #expect(contrast >= Self.least, "\(ink): \(contrast)")
      }
    }
  }
}

/// A colour as a screen shows it.
struct Color: Sendable {
  var luminance: Double

  init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    func linear(_ value: UInt8) -> Double {
      let share = Double(value) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    luminance = 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }

  init(_ color: ThemeColor) { self.init(color.red, color.green, color.blue) }

  init(_ hexadecimal: UInt32) {
    self.init(
      UInt8(hexadecimal >> 16 & 0xFF), UInt8(hexadecimal >> 8 & 0xFF), UInt8(hexadecimal & 0xFF))
  }

  func contrast(with other: Color) -> Double {
    let (low, high) = (min(luminance, other.luminance), max(luminance, other.luminance))
    return (high + 0.05) / (low + 0.05)
  }
}

/// The sixteen named colours as terminals come with them.
struct NamedColors: Sendable, CustomTestStringConvertible {
  var testDescription: String
  /// Whether bold characters are of the bright colour.
  var hasBrightBold: Bool
  var colors: [Color]

  static let all = [
    NamedColors(
      testDescription: "xterm", hasBrightBold: false,
      colors: [
        0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
        0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
      ].map { Color($0) }),
    NamedColors(
      testDescription: "VGA", hasBrightBold: true,
      colors: [
        0x000000, 0xAA0000, 0x00AA00, 0xAA5500, 0x0000AA, 0xAA00AA, 0x00AAAA, 0xAAAAAA,
        0x555555, 0xFF5555, 0x55FF55, 0xFFFF55, 0x5555FF, 0xFF55FF, 0x55FFFF, 0xFFFFFF,
      ].map { Color($0) }),
    NamedColors(
      testDescription: "Windows", hasBrightBold: true,
      colors: [
        0x0C0C0C, 0xC50F1F, 0x13A10E, 0xC19C00, 0x0037DA, 0x881798, 0x3A96DD, 0xCCCCCC,
        0x767676, 0xE74856, 0x16C60C, 0xF9F1A5, 0x3B78FF, 0xB4009E, 0x61D6D6, 0xF2F2F2,
      ].map { Color($0) }),
  ]
}

extension Ink {
  /// Whether it is a step of a scale and not a meaning.
  fileprivate var isLevel: Bool {
    switch self {
    case .heat, .diverging: true
    default: false
    }
  }
}

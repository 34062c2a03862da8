/// A colour, with the nearest of the sixteen that every terminal names.
public struct ThemeColor: Hashable, Sendable {
  /// Red, from 0 to 255.
  public let red: UInt8
  /// Green, from 0 to 255.
  public let green: UInt8
  /// Blue, from 0 to 255.
  public let blue: UInt8
  /// 0 to 7 the plain colours from black to white, 8 to 15 the bright ones.
  public let named: UInt8

  /// 0xRRGGBB of the form that steps back, such as of a raw curve behind a smoothed one.
  private let dim: UInt32

  /// A colour from 0xRRGGBB, its form that steps back, and its nearest named one.
  init(_ hexadecimal: UInt32, dim: UInt32? = nil, named: UInt8) {
    red = UInt8(hexadecimal >> 16 & 0xFF)
    green = UInt8(hexadecimal >> 8 & 0xFF)
    blue = UInt8(hexadecimal & 0xFF)
    self.dim = dim ?? hexadecimal
    self.named = named & 15
  }

  /// The colour that steps back, as far as it can still be read.
  ///
  /// It is chosen and not mixed: among 256 colours a mixture falls on grey.
  var dimmed: ThemeColor { ThemeColor(dim, named: named) }

  /// Black or white, whichever stands out more from this colour.
  var readable: ThemeColor {
    // The sums of what eyes see of red, green and blue, by ITU-R BT.601.
    let lightness = 299 * Int(red) + 587 * Int(green) + 114 * Int(blue)
    return lightness > 120_000 ? ThemeColor(0x121212, named: 0) : ThemeColor(0xEEEEEE, named: 15)
  }

  /// 0xRRGGBB.
  var rgb: Int32 { Int32(red) << 16 | Int32(green) << 8 | Int32(blue) }

  /// The nearest of the 240 fixed colours of a 256-colour palette, from 16.
  ///
  /// The first sixteen are left alone: everybody sets those to his own taste.
  var indexed: Int32 {
    var best: (index: Int32, distance: Int) = (16, .max)
    for index in Int32(16)...255 {
      let distance = distance(to: Self.fixed(index))
      if distance < best.distance { best = (index, distance) }
    }
    return best.index
  }

  // The 6×6×6 cube and the 24 greys that terminals have agreed on since xterm.
  private static func fixed(_ index: Int32) -> ThemeColor {
    if index >= 232 {
      let grey = UInt32(8 + (index - 232) * 10)
      return ThemeColor(grey * 0x010101, named: 7)
    }
    func level(_ step: Int32) -> UInt32 { step == 0 ? 0 : UInt32(55 + step * 40) }
    let cube = index - 16
    return ThemeColor(
      level(cube / 36) << 16 | level(cube / 6 % 6) << 8 | level(cube % 6), named: 7)
  }

  // Weighted by how strongly eyes see red, green and blue; the mean red decides between two sets
  // of weights. Source: Thiadmer Riemersma, Colour metric, 2001.
  private func distance(to other: ThemeColor) -> Int {
    let meanRed = (Int(red) + Int(other.red)) / 2
    let red = Int(red) - Int(other.red)
    let green = Int(green) - Int(other.green)
    let blue = Int(blue) - Int(other.blue)
    return (512 + meanRed) * red * red / 256 + 4 * green * green
      + (767 - meanRed) * blue * blue / 256
  }
}

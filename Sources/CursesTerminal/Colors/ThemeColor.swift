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

  /// A colour from 0xRRGGBB and its nearest named one.
  public init(_ hexadecimal: UInt32, named: UInt8) {
    red = UInt8(hexadecimal >> 16 & 0xFF)
    green = UInt8(hexadecimal >> 8 & 0xFF)
    blue = UInt8(hexadecimal & 0xFF)
    self.named = named & 15
  }

  private init(red: UInt8, green: UInt8, blue: UInt8, named: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
    self.named = named
  }

  /// The colour mixed with another; a share of 0 is this one, of 1 the other.
  func mixed(with other: ThemeColor, share: Double) -> ThemeColor {
    func mix(_ from: UInt8, _ to: UInt8) -> UInt8 {
      UInt8((Double(from) + (Double(to) - Double(from)) * min(max(share, 0), 1)).rounded())
    }
    return ThemeColor(
      red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue),
      named: share < 0.5 ? named : other.named)
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
      let grey = UInt8(8 + (index - 232) * 10)
      return ThemeColor(red: grey, green: grey, blue: grey, named: 7)
    }
    func level(_ step: Int32) -> UInt8 { step == 0 ? 0 : UInt8(55 + step * 40) }
    let cube = index - 16
    return ThemeColor(
      red: level(cube / 36), green: level(cube / 6 % 6), blue: level(cube % 6), named: 7)
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

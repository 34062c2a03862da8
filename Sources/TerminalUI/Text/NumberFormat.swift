import Platform

/// Numbers as short text.
public enum NumberFormat {
  /// A number with a fixed count of decimal places, such as "0.120".
  public static func decimal(_ value: Double, places: Int) -> String {
    guard value.isFinite else { return nonFinite(value) }
    let places = min(max(places, 0), 15)
    let scaled = (value.magnitude * power(places)).rounded()
    guard scaled < 9e15 else { return scientific(value, digits: 4) }
    let digits = String(Int(scaled))
    let sign = value < 0 && scaled > 0 ? "-" : ""
    guard places > 0 else { return sign + digits }
    let padded = String(repeating: "0", count: max(places + 1 - digits.count, 0)) + digits
    return sign + padded.dropLast(places) + "." + padded.suffix(places)
  }

  /// A number as short as its digits allow: "0.001", "1e-5", "12k", "1.5M".
  public static func compact(_ value: Double, digits: Int = 3) -> String {
    guard value.isFinite else { return nonFinite(value) }
    guard value != 0 else { return "0" }
    let digits = max(digits, 1)
    // Four digits before the point are as short as their suffix.
    if (999.5..<9_999.5).contains(value.magnitude) { return decimal(value, places: 0) }
    return suffixed(value, digits: digits)
  }

  // As `compact`, but 8000 is "8k" too, as it has to be beside "10k".
  static func suffixed(_ value: Double, digits: Int) -> String {
    let exponent = exponent(of: value, digits: digits)
    switch exponent {
    case ..<(-3): return scientific(value, digits: digits)
    case ..<3: return trimmed(decimal(value, places: max(digits - 1 - exponent, 0)))
    case ..<15:
      let group = exponent / 3
      let places = max(digits - 1 - (exponent - 3 * group), 0)
      let suffix = ["", "k", "M", "G", "T"][group]
      return trimmed(decimal(value / power(3 * group), places: places)) + suffix
    default: return scientific(value, digits: digits)
    }
  }

  /// A number in exactly `columns` columns, right-aligned, with as many digits as fit.
  ///
  /// A number that changes keeps its place on the screen. From 6 columns every number fits.
  public static func fixed(_ value: Double, columns: Int) -> String {
    guard value.isFinite else { return padded(nonFinite(value), columns: columns) }
    let plain = decimal(value.magnitude, places: 0).count + (value < 0 ? 1 : 0)
    let places = max(columns - plain - 1, 0)
    // Below this, fewer than two digits of the number would be left.
    let tooSmall = value != 0 && value.magnitude < power(1 - max(places, 1))
    if !tooSmall, plain <= columns, value.magnitude < 1e15 {
      return padded(decimal(value, places: places), columns: columns)
    }
    for digits in stride(from: max(columns, 1), through: 1, by: -1) {
      let text = tooSmall ? scientific(value, digits: digits) : compact(value, digits: digits)
      if text.count <= columns { return padded(text, columns: columns) }
    }
    return padded(compact(value, digits: 1), columns: columns)
  }

  /// A count with its thousands apart: "41,000".
  public static func grouped(_ count: Int) -> String {
    let digits = Array(String(count.magnitude))
    var text = count < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return text
  }

  /// A share as a percentage: "4.2 %".
  public static func percent(_ share: Double, places: Int = 1) -> String {
    share.isFinite ? decimal(share * 100, places: places) + " %" : nonFinite(share)
  }

  /// A stretch of time in the two units that matter: "3 ms", "0.42 s", "3 min 05 s", "2 h 14 min".
  public static func duration(seconds: Double) -> String {
    guard seconds.isFinite, seconds.magnitude < 1e12 else { return nonFinite(seconds) }
    let seconds = max(seconds, 0)
    if seconds > 0, seconds < 0.005 {
      return decimal(seconds * 1_000, places: seconds < 0.00095 ? 1 : 0) + " ms"
    }
    if seconds < 9.995 { return decimal(seconds, places: 2) + " s" }
    let whole = Int(seconds.rounded())
    switch whole {
    case ..<60: return "\(whole) s"
    case ..<3_600: return "\(whole / 60) min \(twoDigits(whole % 60)) s"
    case ..<86_400: return "\(whole / 3_600) h \(twoDigits(whole % 3_600 / 60)) min"
    default: return "\(whole / 86_400) d \(twoDigits(whole % 86_400 / 3_600)) h"
    }
  }

  /// A text with blanks on its left until it has `columns` columns.
  public static func padded(_ text: String, columns: Int) -> String {
    String(repeating: " ", count: max(columns - CharacterWidth.columns(of: text), 0)) + text
  }

  static func scientific(_ value: Double, digits: Int) -> String {
    let exponent = exponent(of: value, digits: digits)
    // In two steps, because a power of ten beyond 1e308 does not exist.
    let half = exponent / 2
    let mantissa = value / power(half) / power(exponent - half)
    return trimmed(decimal(mantissa, places: max(digits - 1, 0))) + "e\(exponent)"
  }

  // The decimal exponent after rounding to so many digits: 999.6 has 3 with three digits.
  private static func exponent(of value: Double, digits: Int) -> Int {
    var exponent = Int(log10(value.magnitude).rounded(.down))
    let half = exponent / 2
    let mantissa = value.magnitude / power(half) / power(exponent - half)
    let rounded = (mantissa * power(digits - 1)).rounded()
    if rounded >= power(digits) { exponent += 1 }
    if rounded < power(digits - 1) { exponent -= 1 }
    return exponent
  }

  private static func trimmed(_ text: String) -> String {
    guard text.contains(".") else { return text }
    var text = text
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
  }

  private static func nonFinite(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    return value < 0 ? "-inf" : "inf"
  }

  private static func power(_ exponent: Int) -> Double { powerOfTen(exponent) }

  private static func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}

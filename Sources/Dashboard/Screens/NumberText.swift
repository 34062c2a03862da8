import TerminalUI

/// Numbers as the dashboard's sentences write them.
enum NumberText {
  /// A share as a percentage: "4.2 %".
  static func percent(_ share: Double) -> String { NumberFormat.percent(share) }

  /// Four digits.
  static func short(_ value: Double) -> String { NumberFormat.compact(value, digits: 4) }

  /// A share as a percentage in a column of its own: " 4.2 %", "100.0 %".
  static func percentColumn(_ share: Double) -> String {
    guard share.isFinite, share.magnitude < 99.995 else {
      return NumberFormat.padded(share.isFinite ? "> 9999 %" : "NaN %", columns: 8)
    }
    return NumberFormat.padded(NumberFormat.percent(share), columns: 8)
  }
}

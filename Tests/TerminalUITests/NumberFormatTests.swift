import TerminalUI
import Testing

@Suite struct NumberFormatTests {
  @Test(arguments: [
    (0, "0"), (0.001, "0.001"), (1e-5, "1e-5"), (12_000, "12k"), (1.5e6, "1.5M"), (-0.25, "-0.25"),
    (999.6, "1000"), (9_999.6, "10k"), (9_999, "9999"), (123_456, "123k"), (1e-300, "1e-300"),
    (3e20, "3e20"),
    (.nan, "NaN"), (-.infinity, "-inf"), (0.000_99, "9.9e-4"), (0.099_99, "0.1"), (5, "5"),
  ])
  func `short numbers keep three digits`(value: Double, text: String) {
    #expect(NumberFormat.compact(value) == text)
  }

  @Test(arguments: [
    (0.123_456, "0.1235"), (12.345_67, "12.346"), (123_456.7, "123457"), (1_234_567, "1.235M"),
    (0.000_012_3, "1.2e-5"), (-0.5, "-0.500"), (.nan, "   NaN"), (0, "0.0000"), (1e300, " 1e300"),
    (-1.6e-7, " -2e-7"), (99.999_99, "100.00"), (-1e300, "-1e300"),
  ])
  func `a number fills its column`(value: Double, text: String) {
    #expect(NumberFormat.fixed(value, columns: 6) == text)
  }

  @Test func `a number keeps its column whatever it becomes`() {
    var random = RandomNumbers(seed: 3)
    for _ in 0..<4_000 {
      let value = Double(bitPattern: random.next())
      let text = NumberFormat.fixed(value, columns: 7)
      #expect(text.count == 7, "\(value) became \(text)")
      guard value.isFinite, value.magnitude < 1e15, value.magnitude > 1e-4 else { continue }
      let shown = Double(text.filter { $0 != " " })
      if let shown { #expect(abs(shown - value) <= value.magnitude * 0.05 + 1e-5) }
    }
  }

  @Test(arguments: [
    (0.4, "0.40 s"), (12, "12 s"), (185, "3 min 05 s"), (8_040, "2 h 14 min"), (93_600, "1 d 02 h"),
    (-3, "0.00 s"), (0.005, "0.01 s"), (0.0049, "5 ms"), (0.00187, "2 ms"), (0.0004, "0.4 ms"),
    (.infinity, "inf"),
  ])
  func `times are told in two units`(seconds: Double, text: String) {
    #expect(NumberFormat.duration(seconds: seconds) == text)
  }

  @Test func `thousands stand apart`() {
    #expect(
      [0, 999, 1_000, -41_000, 1_234_567].map(NumberFormat.grouped) == [
        "0", "999", "1,000", "-41,000", "1,234,567",
      ])
    #expect(NumberFormat.grouped(.min) == "-9,223,372,036,854,775,808")
  }

  @Test func `places are kept and signs of zero are not`() {
    #expect(NumberFormat.decimal(0.1, places: 3) == "0.100")
    #expect(NumberFormat.decimal(-0.000_1, places: 2) == "0.00")
    #expect(NumberFormat.decimal(2.5, places: 0) == "3")
    #expect(NumberFormat.percent(0.0417) == "4.2 %")
  }
}

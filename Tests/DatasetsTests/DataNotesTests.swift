import ExperimentModel
import Testing

@testable import Datasets

@Suite struct DataNotesTests {
  private func notes(
    _ header: String, rows count: Int = 40, _ row: (Int) -> String
  ) throws -> [String] {
    let text = header + "\n" + (0..<count).map(row).joined(separator: "\n")
    return try prepared(text).facts.notes
  }

  private static let faults: [Fault] = [
    Fault("id", { "\($0)" }, "Left out column id: it only counts the rows."),
    Fault("n", { "\($0 + 1)" }, "Left out column n: it only counts the rows."),
    Fault(
      "patient_id", { "\($0 * 7919 % 1009)" },
      "Left out column patient_id: nearly every row has a value of its own."
    ),
    Fault(
      "who", { "person \($0)" }, "Left out column who: nearly every row has a value of its own."),
    Fault("one", { _ in "3" }, "Left out column one: the same value in every row."),
    Fault("one", { _ in "same" }, "Left out column one: the same value in every row."),
    Fault("none", { _ in "" }, "Left out column none: no values."),
    Fault(
      "day", { "2024-03-\($0 % 28 + 1)" },
      "Left out column day: dates and times are not inputs by themselves."
    ),
    Fault(
      "at", { "\($0 % 24):15" }, "Left out column at: dates and times are not inputs by themselves."
    ),
  ]

  struct Fault: Sendable {
    let name: String
    let value: @Sendable (Int) -> String
    let note: String

    init(_ name: String, _ value: @escaping @Sendable (Int) -> String, _ note: String) {
      self.name = name
      self.value = value
      self.note = note
    }
  }

  @Test(arguments: faults)
  func `a column that is no input is left out and named`(
    fault: Fault
  ) throws {
    let notes = try notes("\(fault.name),x,y") {
      "\(fault.value($0)),\(Double($0 * 7 % 11) / 2),\(Double($0) / 3)"
    }
    #expect(notes.contains(fault.note), "\(notes)")
  }

  @Test func `an only input that counts the rows stays`() throws {
    let text = "t,y\n" + (0..<20).map { "\($0),\(Double($0) / 3)" }.joined(separator: "\n")
    #expect(try prepared(text).facts.featureNames == ["t"])
  }

  @Test func `odd, missing and repeated values are counted`() throws {
    let notes = try notes("x,z,y", rows: 80) {
      "\($0 == 9 ? "oops" : "\($0 / 2 * 2)"),\($0 % 3 == 0 ? "\($0 % 13)" : ""),\($0 / 2 * 3)"
    }
    #expect(notes.contains("1 value of 'x' is not a number: 'oops' in line 11; taken as missing."))
    #expect(notes.contains("Half or more of the values are missing in z."))
  }

  @Test func `repeated rows, shared rows and disputed labels are counted`() throws {
    let text =
      "a,b,y\n"
      + (0..<60).map { "\($0 % 4),\($0 % 3).5,\($0 < 30 ? "yes" : "no")" }
      .joined(separator: "\n")
    let notes = try prepared(text) { $0.split = SplitShares() }.facts.notes
    #expect(notes.contains("36 rows repeat an earlier one."))
    #expect(notes.contains { $0.hasSuffix("rows of dev and test are also trained on.") })
    #expect(notes.contains("Equal inputs have different classes in 12 cases."))
  }

  @Test func `small and unequal classes are named`() throws {
    let notes = try notes("x,y", rows: 200) {
      "\(Double($0 * 31 % 199) / 2),\($0 < 3 ? "rare" : "usual")"
    }
    #expect(notes.contains("Fewer than 10 rows of class rare."))
    #expect(notes.contains("The largest class has 65 times the rows of the smallest."))
  }

  @Test func `built-in data is taken as it is`() throws {
    var configuration = DataConfiguration()
    configuration.source = "digits"
    let facts = try DatasetLoader().load(configuration).facts
    #expect(facts.featureNames.count == 64)
    #expect(!facts.notes.contains { $0.hasPrefix("Left out") })
  }

  @Test func `many names are shortened`() {
    #expect(listed(["a", "b"]) == "a, b")
    #expect(listed(["a", "b", "c", "d", "e"]) == "a, b, c, d, e")
    #expect(listed(["a", "b", "c", "d", "e", "f"]) == "a, b, c, d and 2 more")
    #expect(grouped(1_234_567) == "1,234,567")
    #expect(grouped(-100) == "-100")
  }
}

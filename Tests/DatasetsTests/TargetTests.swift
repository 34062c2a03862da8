import ExperimentModel
import Testing

@testable import Datasets

@Suite struct TargetTests {
  @Test func `the target is named, usual, or last`() throws {
    #expect(try prepared("a,y,b\n1,2,3\n4,5,6\n") { $0.target = "b" }.facts.targetName == "b")
    #expect(try prepared("a,Label,b\n1,2,3\n4,5,6\n").facts.targetName == "Label")
    let last = try prepared("a,z,b\n1,2,3\n4,5,6\n")
    #expect(last.facts.targetName == "b")
    #expect(last.facts.notes.contains("The target is the last column, 'b'."))
    #expect(try prepared("a,B\n1,2\n3,4\n") { $0.target = "b" }.facts.targetName == "B")
  }

  @Test(arguments: [
    (["a", "b"], Task.binary), (["c", "a", "b"], .multiclass), (["0", "1"], .binary),
    (["1", "2", "3"], .multiclass), (["0.5", "1.25", "3"], .regression),
    (["true", "false"], .binary),
  ])
  func `the task is found out`(values: [String], task: Task) throws {
    let rows = (0..<30).map { "\(Double($0 * 7 % 11) / 2),\(values[$0 % values.count])" }
    #expect(try prepared("x,y\n" + rows.joined(separator: "\n")).facts.task == task)
  }

  @Test func `many whole numbers are a regression, unless classes are asked for`() throws {
    let text =
      "x,y\n" + (0..<60).map { "\(Double($0 * 7 % 11) / 2),\($0 % 30)" }.joined(separator: "\n")
    #expect(try prepared(text).facts.task == .regression)
    #expect(try prepared(text) { $0.task = .multiclass }.facts.classNames.count == 30)
  }

  @Test func `classes are numbered in sorted order, numbers numerically`() throws {
    let numbers = try prepared(
      "x,y\n"
        + [10, 9, -1, 10, 9, -1, 10, 9, -1, 10, 9, -1, 10, 9, -1].enumerated()
        .map { "\($0).5,\($1)" }.joined(separator: "\n"))
    #expect(numbers.facts.classNames == ["-1", "9", "10"])
    guard case .classes(let classes) = numbers.train.targets else {
      Issue.record("not classes")
      return
    }
    #expect(classes.prefix(3) == [2, 1, 0])
    let texts = try prepared("x,y\n1,b\n2,B\n3,a\n4,é\n")
    #expect(texts.facts.classNames == ["B", "a", "b", "é"])
  }

  @Test func `fractions keep their short names as classes`() throws {
    let data = try prepared("x,y\n1,0.1\n2,0.3\n3,0.1\n") { $0.task = .binary }
    #expect(data.facts.classNames == ["0.1", "0.3"])
  }

  @Test func `two classes may be trained as many`() throws {
    let data = try prepared("x,y\n1,a\n2,b\n") { $0.task = .multiclass }
    #expect(data.facts.task == .multiclass)
    #expect(data.train.targets == .classes([0, 1]))
  }
}

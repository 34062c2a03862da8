import ExperimentModel
import Testing

@Suite struct SharedCourseTests {
  private static func ledger(_ steps: Int..., base: String = "moons") -> Ledger {
    var configuration = ExperimentConfiguration()
    configuration.data.source = base
    var ledger = Ledger(base: configuration)
    ledger.entries = steps.enumerated().map { number, step in
      Ledger.Entry(
        step: step, author: .person, edit: .set("training.batch_size", .integer(number + step)),
        values: (.integer(1), .integer(2)), lossBefore: nil)
    }
    return ledger
  }

  @Test(arguments: [
    (ledger(3, 5, 8), ledger(3, 5), 7, SharedCourse(steps: 7, changes: 2, changesOfOther: 2)),
    (ledger(3, 5, 6), ledger(3, 5), 7, SharedCourse(steps: 6, changes: 2, changesOfOther: 2)),
    (ledger(3), ledger(3, 5, 8), 9, SharedCourse(steps: 5, changes: 1, changesOfOther: 3)),
    (ledger(3, 6), ledger(3, 5), 9, SharedCourse(steps: 5, changes: 1, changesOfOther: 2)),
    (ledger(), ledger(), 4, SharedCourse(steps: 4, changes: 0, changesOfOther: 0)),
    (
      ledger(3), ledger(3, base: "iris"), 4,
      SharedCourse(steps: 0, changes: 0, changesOfOther: 1)
    ),
  ])
  func `two courses are one until their first changes differ`(
    one: Ledger, other: Ledger, steps: Int, expected: SharedCourse
  ) {
    #expect(one.shared(with: other, ofSteps: steps) == expected)
  }
}

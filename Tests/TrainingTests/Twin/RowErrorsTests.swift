import ExperimentModel
import Testing

@testable import Training

@Suite struct `Errors of rows` {
  private static func experiment(
    _ source: String, loss: Loss? = nil
  ) -> ExperimentConfiguration {
    var configuration = moons()
    configuration.data = DataConfiguration()
    configuration.data.source = source
    configuration.training.loss = loss
    configuration.training.epochs = 3
    configuration.training.batchSize = 8
    return configuration
  }

  @Test(arguments: [
    experiment("breast-cancer"), experiment("breast-cancer", loss: .hinge), experiment("iris"),
    experiment("diabetes"), experiment("diabetes", loss: .huber),
    experiment("diabetes", loss: .poisson),
  ])
  func `have the means that evaluations tell`(configuration: ExperimentConfiguration) throws {
    var course = try Course(configuration)
    course.session.judgesRows = true
    course.trainToEnd()
    let rows = course.session.takeJudgedRows()
    let reports = course.events.evaluations
    #expect(rows.map(\.epoch) == [1, 2, 3])
    #expect(reports.map(\.epoch) == [1, 2, 3])
    #expect(course.session.takeJudgedRows().isEmpty)
    for (rows, report) in zip(rows, reports) {
      let dev = try #require(report.dev)
      func mean(_ values: [Float]) -> Double {
        values.reduce(0) { $0 + Double($1) } / Double(values.count)
      }
      #expect(abs(mean(rows.losses) - dev.loss) < 1e-5 * max(1, abs(dev.loss)))
      let error = try #require(dev.error)
      #expect(abs(mean(rows.errors) - error) < 1e-5 * max(1, abs(error)))
    }
  }

  @Test func `cost nothing where nobody compares`() throws {
    var course = try Course(Self.experiment("iris"))
    course.trainToEnd()
    #expect(course.session.takeJudgedRows().isEmpty)
  }
}

@Suite struct `A paired difference` {
  @Test func `of right and wrong is McNemar's`() {
    // 3 rows only the first has wrong, 1 only the second, 2 both, 4 neither.
    let first: [Float] = [1, 1, 1, 0, 1, 1, 0, 0, 0, 0]
    let second: [Float] = [0, 0, 0, 1, 1, 1, 0, 0, 0, 0]
    let difference = PairedDifference(of: first, less: second)
    #expect(difference.rows == 10)
    #expect(abs(difference.mean - 0.2) < 1e-12)
    #expect(abs(difference.standardError - (4 - 4.0 / 10).squareRoot() / 10) < 1e-12)
  }

  @Test func `of numbers is that of their differences`() {
    let difference = PairedDifference(of: [5, 7, 9], less: [1, 2, 9])
    #expect(abs(difference.mean - 3) < 1e-12)
    // Differences 4, 5, 0: deviations 1, 2, −3 from 3, of which the mean square is 14/3.
    #expect(abs(difference.standardError - (14.0 / 9).squareRoot()) < 1e-12)
  }
}

@Suite struct `Comparisons of a run with its twin` {
  private static func rows(_ epoch: Int, _ losses: [Float] = [1, 2, 3, 4]) -> RowErrors {
    RowErrors(epoch: epoch, losses: losses, errors: losses)
  }

  @Test func `are of the same epoch`() {
    var comparisons = RowComparisons()
    for epoch in [2, 4, 6] { comparisons.remember(Self.rows(epoch, [2, 2])) }
    #expect(comparisons.compare(with: Self.rows(3, [1, 1])) == nil)
    let found = comparisons.compare(with: Self.rows(4, [1, 1]))
    #expect(found?.epoch == 4)
    #expect(found?.loss == PairedDifference(mean: 1, standardError: 0, rows: 2))
    #expect(comparisons.compare(with: Self.rows(6, [1])) == nil)
    for epoch in 10...13 { comparisons.remember(Self.rows(epoch, [2, 2])) }
    #expect(comparisons.compare(with: Self.rows(12, [1, 1]))?.epoch == 12)
    #expect(comparisons.compare(with: Self.rows(13, [1, 1]))?.epoch == 13)
    #expect(comparisons.compare(with: Self.rows(14, [1, 1])) == nil)
  }

  @Test func `wait for the run where the twin is the first at the end of an epoch`() {
    var comparisons = RowComparisons()
    #expect(comparisons.compare(with: Self.rows(1, [1, 1])) == nil)
    let found = comparisons.remember(Self.rows(1, [2, 2]))
    #expect(found?.loss == PairedDifference(mean: 1, standardError: 0, rows: 2))
    #expect(comparisons.compare(with: Self.rows(2, [1, 1])) == nil)
    #expect(comparisons.remember(Self.rows(3, [2, 2])) == nil)
    #expect(comparisons.compare(with: Self.rows(3, [1, 1]))?.epoch == 3)
  }

  @Test func `have no error where R² is undefined`() throws {
    let rows = RowErrors(epoch: 1, losses: [2, 2], errors: [])
    let comparison = try #require(rows.comparison(with: Self.rows(1, [1, 1])))
    #expect(comparison.error == nil)
    #expect(comparison.loss.mean == 1)
  }

  @Test func `thin out where the twin is far behind`() {
    var comparisons = RowComparisons(largestByteCount: 10 * 32)
    for epoch in 1...100 { comparisons.remember(Self.rows(epoch)) }
    let found = (1...100).compactMap { comparisons.compare(with: Self.rows($0))?.epoch }
    #expect(found == [16, 32, 48, 64, 80, 96])
  }
}

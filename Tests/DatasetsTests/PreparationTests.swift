import ExperimentModel
import Testing

@testable import Datasets

@Suite struct PreparationTests {
  @Test func `parts keep the file's order and nothing is scaled unasked`() throws {
    let data = try prepared("x,y\n0.5,no\n-1,yes\n2,no\n")
    #expect(data.rowsOfTraining == [[0.5], [-1], [2]])
    #expect(data.train.targets == .values([0, 1, 0]))
    #expect(data.facts.classNames == ["no", "yes"])
    #expect(data.dev.rowCount == 0)
    #expect(data.dev.values.isEmpty)
    #expect(data.dev.targets == .values([]))
    #expect(data.inputScales == [.unscaled])
  }

  @Test func `inputs and a regression's target are standardised by population deviation`() throws {
    let data = try prepared("x,y\n1,10\n2,20\n3,60\n") {
      $0.standardize = true
      $0.task = .regression
    }
    let unit = Float(1.5).squareRoot()
    #expect(close(data.train.values, [-unit, 0, unit]))
    #expect(data.targetScale?.mean == 30)
    #expect(abs((data.targetScale?.deviation ?? 0) - (1400.0 / 3).squareRoot()) < 1e-9)
    let kept = try prepared("x,y\n1,10\n2,20\n3,60\n", keepsTargetUnits: true) {
      $0.standardize = true
      $0.task = .regression
    }
    #expect(kept.targetScale == nil)
    #expect(kept.train.targets == .values([10, 20, 60]))
  }

  @Test func `statistics come from the training part alone`() throws {
    let rows = (0..<200).map { row in
      let number = row.isMultiple(of: 7) ? "" : "\(row * row % 101)"
      return "\(number),\(["red", "blue", "green"][row % 3]),\(Double(row) * 0.5)"
    }
    let text = "x,c,y\n" + rows.joined(separator: "\n")
    let data = try prepared(text) {
      $0.split = SplitShares()
      $0.standardize = true
    }
    #expect(data.facts.featureNames.count >= 4)
    for feature in data.facts.featureNames.indices {
      let column = data.train.rows.map { Double($0[feature]) }
      let mean = column.reduce(0, +) / Double(column.count)
      let square = column.reduce(0) { $0 + $1 * $1 } / Double(column.count)
      #expect(abs(mean) < 1e-5 && abs(square - 1) < 1e-4, "feature \(feature)")
      let devMean = data.dev.rows.reduce(0) { $0 + Double($1[feature]) } / Double(data.dev.rowCount)
      #expect(abs(devMean) > 1e-4, "dev is scaled by its own mean")
    }
  }

  @Test func `missing numbers get the training median, missing categories the most frequent`()
    throws
  {
    let data = try prepared("x,c,y\n1,a,1.5\n,b,2.5\n5,b,3.5\n9,,4.5\n100,c,5.5\n")
    #expect(data.facts.featureNames == ["x", "c=a", "c=b", "c=c"])
    #expect(data.rowsOfTraining.map { $0[0] } == [1, 7, 5, 9, 100])
    #expect(data.rowsOfTraining[3] == [9, 0, 1, 0])
    #expect(
      data.facts.notes.contains(
        "Filled 2 missing values of x, c with the training part's medians and most frequent values."
      ))
  }

  @Test func `a category the training part never met is all zeros`() throws {
    let text =
      "c,x,y\n"
      + (0..<40).map {
        "\($0 < 39 ? "ab".map(String.init)[$0 % 2] : "z"),\($0 % 5),\(Double($0) / 3)"
      }
      .joined(separator: "\n")
    for seed in 1...40 {
      let data = try prepared(text) {
        $0.split = SplitShares(train: 0.5, dev: 0.5, test: 0)
        $0.seed = seed
      }
      guard data.facts.featureNames == ["c=a", "c=b", "x"] else { continue }
      #expect(data.dev.rows.last?.prefix(2) == [0, 0])
      return
    }
    Issue.record("no seed put the rare level outside the training part")
  }

  @Test func `rare levels beyond the limit share one input`() throws {
    var rows: [String] = []
    for row in 0..<600 { rows.append("l\(row < 300 ? row % 10 : row % 100),\(Double(row) / 7)") }
    let data = try prepared("c,y\n" + rows.joined(separator: "\n"))
    #expect(data.facts.featureNames.count == FeaturePlan.largestLevelCount)
    #expect(data.facts.featureNames.last == "c=(other)")
    #expect(data.rowsOfTraining.allSatisfy { $0.reduce(0, +) == 1 })
    #expect(data.facts.notes.contains { $0.contains("69 rarest levels of 'c' share one input") })
  }

  @Test func `yes and no are one input of 1 and 0`() throws {
    let data = try prepared("smokes,y\nYes,1.5\nno,2.5\nYES,0.5\n,3\n")
    #expect(data.facts.featureNames.count == 3, "two spellings of yes are three levels")
    let clean = try prepared("smokes,y\nyes,1.5\nno,2.5\nyes,0.5\n,3\n")
    #expect(clean.facts.featureNames == ["smokes"])
    #expect(clean.rowsOfTraining == [[1], [0], [1], [1]])
  }

  @Test func `rows without a target are left out and counted`() throws {
    let data = try prepared("x,y\n1,a\n2,\n3,b\n4,?\n")
    #expect(data.rowsOfTraining == [[1], [3]])
    #expect(data.facts.notes.contains("Left out 2 rows without a target."))
  }

  @Test func `an input that does not vary in training is left at its distance from the mean`()
    throws
  {
    let data = try prepared("x,c,y\n0.1,1,1\n0.1,2,2\n0.1,3,3\n0.1,4,4\n0.1,5,5.5\n0.2,6,6\n") {
      $0.standardize = true
      $0.split = SplitShares(train: 0.7, dev: 0.3, test: 0)
      $0.seed = 4
    }
    #expect(data.rowsOfTraining.allSatisfy { $0[0] == 0 })
    #expect(data.dev.rows.map { $0[0] }.max().map { abs($0 - 0.1) < 1e-6 } == true)
  }

  @Test(arguments: referenceFigures.map(\.name))
  func `standardised tables are scikit-learn's`(name: String) throws {
    let reference = try #require(referenceFigures.first { $0.name == name })
    var configuration = DataConfiguration()
    configuration.source = name
    configuration.split = SplitShares(train: 1, dev: 0, test: 0)
    let rows = try DatasetLoader().load(configuration).train.rows
    #expect(close(Array(rows[1].prefix(4)), reference.second))
    #expect(close(Array(rows[rows.count - 1].prefix(4)), reference.last))
  }
}

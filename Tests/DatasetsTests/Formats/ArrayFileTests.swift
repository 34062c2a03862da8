import ExperimentModel
import Testing

@testable import Datasets

@Suite struct ArrayFileTests {
  private func load(
    _ path: String, configure: (inout DataConfiguration) -> Void = { _ in }
  ) throws -> PreparedData {
    var configuration = DataConfiguration()
    configuration.source = path
    configuration.split = SplitShares(train: 1, dev: 0, test: 0)
    configuration.standardize = false
    configure(&configuration)
    return try DatasetLoader().load(configuration)
  }

  private let values: [Float] = [1, 20, 0.5, 2, 10, 1.5, 3, 50, 2.5, 5, 40, 4.5]
  private var array: [UInt8] { npy("<f4", "(4, 3)", floatBytes(values)) }

  @Test func `the last column of a NumPy array is the target`() throws {
    try TemporaryFolder.with { folder in
      let data = try load(try folder.write("a.npy", array))
      #expect(data.train.rows == [[1, 20], [2, 10], [3, 50], [5, 40]])
      #expect(data.train.targets == .values([0.5, 1.5, 2.5, 4.5]))
      #expect(data.facts.targetName == "column 3")
      #expect(data.facts.task == .regression)
    }
  }

  @Test(arguments: ["2", "column 2"])
  func `a column is chosen by its number`(target: String) throws {
    try TemporaryFolder.with { folder in
      let path = try folder.write("a.npy", array)
      let data = try load(path) {
        $0.target = target
        $0.task = .regression
      }
      #expect(data.train.rows == [[1, 0.5], [2, 1.5], [3, 2.5], [5, 4.5]])
      #expect(data.train.targets == .values([20, 10, 50, 40]))
    }
  }

  @Test func `an array in Fortran order has the same rows`() throws {
    try TemporaryFolder.with { folder in
      let turned = (0..<3).flatMap { column in (0..<4).map { values[$0 * 3 + column] } }
      let path = try folder.write(
        "a.npy", npy("<f4", "(4, 3)", floatBytes(turned), columnMajor: true))
      #expect(try load(path).train.rows == [[1, 20], [2, 10], [3, 50], [5, 40]])
    }
  }

  @Test func `targets lie in a file beside their inputs`() throws {
    try TemporaryFolder.with { folder in
      let path = try folder.write("X_train.npy", npy("|u1", "(4, 2)", [1, 2, 5, 4, 3, 6, 9, 8]))
      try folder.write(
        "y_train.npy", npy("<i8", "(4,)", [1, 0, 1, 0].flatMap(littleEndian as (Int64) -> [UInt8])))
      let data = try load(path)
      #expect(data.facts.targetName == "y_train")
      #expect(data.facts.task == .binary)
      #expect(data.train.rows == [[1, 2], [5, 4], [3, 6], [9, 8]])
      #expect(data.train.targets == .values([1, 0, 1, 0]))
      #expect(data.facts.notes.contains { $0.contains("y_train.npy") })
    }
  }

  @Test(arguments: [
    ("X.npy", "y.npy"), ("features-2.npy", "labels-2.npy"), ("train_data.npy", "train_labels.npy"),
    ("train-images-idx3-ubyte", "train-labels-idx1-ubyte"),
    ("train-images.idx3-ubyte.gz", "train-labels.idx1-ubyte.gz"),
  ])
  func `a file of targets is known by its name`(inputs: String, targets: String) {
    #expect(LabelFile.candidates(for: inputs).contains(targets))
  }

  @Test func `other files have no targets beside them`() {
    #expect(LabelFile.candidates(for: "Xylophone.npy").isEmpty)
    #expect(LabelFile.candidates(for: "X.csv").isEmpty)
  }

  @Test(arguments: [false, true])
  func `arrays lie in an archive by their names`(isDeflated: Bool) throws {
    try TemporaryFolder.with { folder in
      let members = [
        ZIPMember(name: "z.npy", bytes: [1, 2, 3], isDeflated: isDeflated),
        ZIPMember(
          name: "Target.npy", bytes: npy("<u2", "(3,)", [1, 0, 0, 0, 1, 0]), isDeflated: isDeflated),
        ZIPMember(
          name: "data.npy", bytes: npy("<f4", "(3, 2)", floatBytes([1, 2, 3, 5, 4, 9])),
          isDeflated: isDeflated),
      ]
      let data = try load(try folder.write("a.npz", zip(members)))
      #expect(data.train.rows == [[1, 2], [3, 5], [4, 9]])
      #expect(data.train.targets == .values([1, 0, 1]))
      #expect(data.facts.targetName == "Target")
    }
  }

  @Test func `the test rows of an archive follow its training rows`() throws {
    try TemporaryFolder.with { folder in
      let members = [
        ZIPMember(name: "x_test.npy", bytes: npy("|u1", "(1, 2, 2)", [5, 6, 7, 8])),
        ZIPMember(name: "x_train.npy", bytes: npy("|u1", "(2, 2, 2)", [0, 51, 2, 3, 4, 4, 4, 4])),
        ZIPMember(name: "y_test.npy", bytes: npy("|u1", "(1,)", [2])),
        ZIPMember(name: "y_train.npy", bytes: npy("|u1", "(2,)", [1, 2])),
      ]
      let data = try load(try folder.write("mnist.npz", zip(members)))
      #expect(data.rows.train == 3)
      #expect(data.pictureShape == PictureShape(width: 2, height: 2))
      #expect(data.train.targets == .values([0, 1, 1]))
      #expect(abs(data.train.values[1] - 0.2) < 1e-6)
    }
  }

  @Test func `integers numbered through are classes, and other numbers are not`() throws {
    func task(_ type: String, first: Int) throws -> Task? {
      var task: Task?
      try TemporaryFolder.with { folder in
        let path = try folder.write(
          "X.npy", npy("|u1", "(200, 2)", (0..<400).map { UInt8(truncatingIfNeeded: $0 * 7) }))
        let labels = (0..<200).map { Float(first + $0 % 20) }
        try folder.write(
          "y.npy",
          npy(
            type, "(200,)",
            type == "<f4" ? floatBytes(labels) : labels.flatMap { littleEndian(Int32($0)) }))
        task = try load(path).facts.task
      }
      return task
    }
    #expect(try task("<i4", first: 0) == .multiclass)
    #expect(try task("<i4", first: 1) == .multiclass)
    #expect(try task("<i4", first: 30) == .regression)
    #expect(try task("<f4", first: 0) == .regression)
  }

  @Test func `integers beyond what can be counted are no classes`() throws {
    try TemporaryFolder.with { folder in
      let path = try folder.write(
        "X.npy", npy("|u1", "(200, 2)", (0..<400).map { UInt8(truncatingIfNeeded: $0 * 7) }))
      let labels = (0..<200).map { $0 == 0 ? UInt64.max : UInt64($0 % 20) }
      try folder.write("y.npy", npy("<u8", "(200,)", labels.flatMap { littleEndian($0) }))
      #expect(try load(path).facts.task == .regression)
    }
  }

  @Test func `pictures are read with the labels beside them, plain and from a folder`() throws {
    try TemporaryFolder.with { folder in
      let path = try folder.write(
        "train-images-idx3-ubyte", idx([4, 1, 2], [0, 255, 51, 0, 0, 0, 255, 255]))
      try folder.write("train-labels-idx1-ubyte", idx([4], [0, 40, 0, 60]))
      try folder.write("t10k-images-idx3-ubyte", idx([2, 1, 2], [1, 2, 3, 4]))
      try folder.write("t10k-labels-idx1-ubyte", idx([2], [40, 40]))
      let one = try load(path)
      #expect(close(one.train.values, [0, 1, 0.2, 0, 0, 0, 1, 1]))
      #expect(one.facts.classNames == ["0", "40", "60"])
      #expect(one.train.targets == .classes([0, 1, 0, 2]))
      #expect(one.pictureShape == PictureShape(width: 2, height: 1))
      let all = try load(folder.path)
      #expect(all.rows.train == 6)
      #expect(all.train.targets == .classes([0, 1, 0, 2, 1, 1]))
      #expect(try load(path) { $0.task = .regression }.train.targets == .values([0, 40, 0, 60]))
    }
  }

  @Test func `a changed file of targets is read again`() throws {
    try TemporaryFolder.with { folder in
      let path = try folder.write("X.npy", npy("|u1", "(3, 2)", [1, 2, 5, 4, 3, 6]))
      try folder.write("y.npy", npy("|u1", "(3,)", [1, 0, 1]))
      let library = DatasetLibrary()
      var configuration = DataConfiguration()
      configuration.source = path
      configuration.split = SplitShares(train: 1, dev: 0, test: 0)
      #expect(try library.load(configuration).train.targets == .values([1, 0, 1]))
      try folder.write("y.npy", npy("<u2", "(3,)", [1, 0, 1, 0, 0, 0]))
      #expect(try library.load(configuration).train.targets == .values([1, 1, 0]))
    }
  }
}

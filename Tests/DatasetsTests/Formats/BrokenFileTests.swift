import ExperimentModel
import Numerics
import Testing

@testable import Datasets

@Suite struct BrokenFileTests {
  /// The message with which a file of these bytes is refused, without the folder's name.
  private func refusal(
    _ name: String, _ bytes: [UInt8], beside others: [String: [UInt8]] = [:]
  ) throws -> String {
    var message = ""
    try TemporaryFolder.with { folder in
      for (name, bytes) in others { try folder.write(name, bytes) }
      var configuration = DataConfiguration()
      configuration.source = try folder.write(name, bytes)
      message = DatasetsTests.refusal { _ = try DatasetLoader().load(configuration) }
        .replacing(folder.path + "/", with: "")
    }
    return message
  }

  private func refusal(header: String, _ count: Int = 24) throws -> String {
    try refusal("a.npy", npy(header: header, [UInt8](repeating: 0, count: count)))
  }

  @Test(arguments: [
    ("'>f4'", "numbers of little-endian byte order, found '>f4'"),
    ("'|O'", "an array of integers, float32 or float64, found Python objects, '|O'"),
    ("'<U5'", "an array of integers, float32 or float64, found text, '<U5'"),
    ("'<f2'", "an array of integers, float32 or float64, found floats, '<f2'"),
    ("'<c8'", "an array of integers, float32 or float64, found complex numbers, '<c8'"),
    ("[('a', '<f4'), ('b', '<i4')]", "an array of integers, float32 or float64, found records"),
    ("''", "an array of integers, float32 or float64, found another type, ''"),
  ])
  func `a NumPy array of another type is refused`(type: String, message: String) throws {
    let found = try refusal(
      header: "{'descr': \(type), 'fortran_order': False, 'shape': (2, 3)}")
    #expect(found.hasPrefix("a.npy: expected " + message), "\(found)")
  }

  @Test(arguments: [
    "(-2, 3)", "(2, -3)", "(2, x)", "2, 3", "()", "(4611686018427387904, 4)", "(2, 1000000000)",
    "(99999999999999999999999, 2)", "(3, 3)", "(1, 3)",
  ])
  func `a NumPy array of an impossible shape is refused`(shape: String) throws {
    let found = try refusal(
      header: "{'descr': '<f4', 'fortran_order': False, 'shape': \(shape)}")
    #expect(found.hasPrefix("a.npy: expected "), "\(found)")
    #expect(found.contains("shape"), "\(found)")
  }

  @Test func `a NumPy array without rows or columns is refused`() throws {
    for shape in ["(0, 3)", "(3, 0)"] {
      let found = try refusal(
        header: "{'descr': '<f4', 'fortran_order': False, 'shape': \(shape)}", 0)
      #expect(found == "a.npy: expected rows of numbers, found an array of shape \(shape)")
    }
  }

  @Test func `sizes beside a size of 0 may be any and are refused at once`() throws {
    let tall = try refusal(
      header: "{'descr': '<f4', 'fortran_order': True, 'shape': (1152921504606846976, 0)}", 0)
    #expect(
      tall == "a.npy: expected rows of numbers, found an array of shape (1152921504606846976, 0)")
    let none = npy("|u1", "(0, 4294967296, 4294967296)", [])
    let archive = zip(
      ["x_train", "x_test", "y_train", "y_test"].map { ZIPMember(name: $0 + ".npy", bytes: none) })
    #expect(
      try refusal("a.npz", archive)
        == "a.npz: expected rows of numbers, found an array of shape (0, 4294967296, 4294967296)")
  }

  @Test func `a billion columns are refused before anything is made of them`() throws {
    let array = NumberArray(
      bytes: .read([]), firstByte: 0, element: .uint8, shape: [2, 1_000_000_000], format: "test")
    let error = #expect(throws: RecordProblem.self) { try array.checkSize() }
    #expect(error?.found == "an array of shape (2, 1000000000)")
    #expect(
      throws: RecordProblem.self,
      performing: {
        var tall = array
        tall.shape = [3_000_000_000, 2]
        try tall.checkSize()
      })
  }

  @Test func `a damaged NumPy header is refused`() throws {
    let whole = npy("<f4", "(2, 3)", [UInt8](repeating: 0, count: 24))
    for count in [6, 8, 9, 12, 40, whole.count - 1] {
      let found = try refusal("a.npy", Array(whole.prefix(count)))
      #expect(found.hasPrefix("a.npy: expected "), "\(count): \(found)")
    }
    #expect(try refusal("a.npy", whole + [0]).contains("found 25 bytes"))
    #expect(try refusal(header: "{}").contains("with descr, fortran_order and shape"))
    #expect(try refusal(header: "{'descr': '<f4', 'shape'").contains("with descr"))
    var version = whole
    version[6] = 9
    #expect(try refusal("a.npy", version).contains("found format 9"))
    var long = whole
    long[6] = 2
    long[10] = 255
    long[11] = 127
    #expect(try refusal("a.npy", long).contains("header of at most 65,536 bytes"))
  }

  @Test func `targets that do not fit their rows are refused`() throws {
    let inputs = npy("|u1", "(3, 2)", [1, 2, 3, 4, 5, 6])
    #expect(
      try refusal("X.npy", inputs, beside: ["y.npy": npy("|u1", "(2,)", [1, 0])])
        == "X.npy: expected a target for each of 3 rows, found 2 in 'y'")
    #expect(
      try refusal("X.npy", inputs, beside: ["y.npy": npy("|u1", "(3, 2)", [1, 0, 0, 1, 1, 0])])
        .hasPrefix("X.npy: expected one target a row in 'y', found 2; "))
    #expect(
      try refusal("X.npy", inputs, beside: ["y.npy": [1, 2, 3]])
        .hasPrefix("y.npy: expected a NumPy array, found other bytes"))
    #expect(
      try refusal("a.npy", npy("<i2", "(3,)", [1, 0, 2, 0, 3, 0]))
        .hasPrefix("a.npy: expected at least one input column beside the target"))
  }

  @Test(
    arguments: [
      [], [8], [8, 3], [8, 3, 0, 0, 0, 1], [8, 0], [8, 255], [0x0D, 1, 0, 0, 0, 0],
      [1, 1, 0, 0, 0, 0],
      [8, 3, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1],
      [8, 2, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3], [8, 2, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3, 4, 5],
      [8, 3, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1],
    ] as [[UInt8]])
  func `a damaged IDX file is refused`(rest: [UInt8]) throws {
    let labels = ["t-labels": idx([2], [0, 1])]
    let found = try refusal("t-images", [0, 0] + rest, beside: labels)
    #expect(found.hasPrefix("t-images: expected "), "\(found)")
  }

  @Test func `pictures without labels, and labels without pictures, are refused`() throws {
    let pictures = idx([2, 1, 2], [1, 2, 3, 4])
    #expect(
      try refusal("t-images", pictures)
        .hasPrefix("t-images: expected a file of labels beside the pictures, found none"))
    #expect(
      try refusal("t-labels", idx([2], [0, 1]))
        .hasPrefix("t-labels: expected a file of pictures, found one of labels"))
    #expect(
      try refusal("t-images", pictures, beside: ["t-labels": idx([3], [0, 1, 1])])
        .hasPrefix("t-images: expected a target for each of 2 rows, found 3 in 'label'"))
    #expect(
      try refusal("a.npy", npy("|u1", "(2, 2, 2)", [1, 2, 3, 4, 5, 6, 7, 8]))
        .hasPrefix("a.npy: expected a target for each picture, found none"))
  }
}

@Suite struct BrokenArchiveTests {
  private static func refusal(_ bytes: [UInt8]) -> String {
    do {
      _ = try NPZFile(.read(bytes)).arrays()
      return "accepted"
    } catch {
      return error.found
    }
  }

  private func refusal(_ bytes: [UInt8]) -> String { Self.refusal(bytes) }

  private let array = npy("|u1", "(2, 2)", [1, 2, 3, 4])

  @Test func `an archive without the arrays is refused with the names it has`() {
    #expect(refusal(zip([])) == "no arrays")
    #expect(
      refusal(
        zip([ZIPMember(name: "a.npy", bytes: array), ZIPMember(name: "b.npy", bytes: array)]))
        == "a, b")
    #expect(refusal(zip([ZIPMember(name: "x.txt", bytes: array)])) == "no arrays")
  }

  @Test func `members that lie about themselves are refused`() {
    var member = ZIPMember(name: "x.npy", bytes: array)
    #expect(refusal(zip([member])) == "accepted")
    member.saidSize = 9
    #expect(refusal(zip([member])) == "'x.npy' of another size than it says")
    member.saidPackedSize = 4_000_000_000
    #expect(refusal(zip([member])) == "'x.npy' cut short")
    member = ZIPMember(name: "x.npy", bytes: array, flags: 1)
    #expect(refusal(zip([member])) == "encrypted ones")
    member = ZIPMember(name: "x.npy", bytes: array, method: 14)
    #expect(refusal(zip([member])) == "packing method 14")
    member = ZIPMember(name: "x.npy", bytes: array, method: 8)
    #expect(refusal(zip([member])) == "'x.npy' damaged")
  }

  @Test func `a bomb is refused by what it says, or where it bursts`() {
    let zeros = npy("|u1", "(1000, 100)", [UInt8](repeating: 0, count: 100_000))
    var bomb = ZIPMember(name: "x.npy", bytes: zeros, isDeflated: true)
    #expect(refusal(zip([bomb])) == "accepted")
    bomb.saidSize = 50
    #expect(refusal(zip([bomb])) == "'x.npy' damaged")
    bomb.saidSize = 200_000
    #expect(refusal(zip([bomb])) == "'x.npy' damaged")
    bomb.saidSize = Int(UInt32.max) - 1
    #expect(refusal(zip([bomb])) == "'x.npy' damaged")
  }

  @Test func `a member whose bytes are not those it was made of is refused`() throws {
    var bytes = zip([ZIPMember(name: "x.npy", bytes: array, isDeflated: true)])
    let place = try #require(bytes.firstRange(of: [1, 2, 3, 4] as [UInt8]))
    bytes[place.lowerBound] = 9
    #expect(refusal(bytes) == "'x.npy' damaged")
  }

  @Test func `an archive cut short anywhere, or with any byte changed, never traps`() async {
    let whole = zip([
      ZIPMember(name: "x.npy", bytes: array, isDeflated: true),
      ZIPMember(name: "y.npy", bytes: npy("|u1", "(2,)", [0, 1])),
    ])
    await #expect(processExitsWith: .success) { [whole = whole as [UInt8]] in
      for count in whole.indices {
        #expect(BrokenArchiveTests.refusal(Array(whole.prefix(count))) != "accepted")
      }
      for place in whole.indices {
        for value: UInt8 in [0, 1, 127, 255] {
          var damaged = whole
          damaged[place] = value
          _ = BrokenArchiveTests.refusal(damaged)
        }
      }
    }
  }
}

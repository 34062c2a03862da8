import Files

/// The header of a safetensors file: which tensor has which shape and lies where.
enum WeightsHeader {
  struct Entry: Equatable {
    var name: String
    var shape: [Int]
    /// The first byte of its numbers, counted from the end of the header.
    var begin: Int
    /// The byte behind its last number.
    var end: Int
  }

  static func text(of tensors: [WeightTensor]) -> [UInt8] {
    var json = JSONWriter()
    var end = 0
    json.object { json in
      for tensor in tensors {
        let begin = end
        end += 4 * tensor.values.count
        json.object(tensor.name) { json in
          json.field("dtype", "F32")
          json.list("shape", tensor.shape) { $0.element($1) }
          json.list("data_offsets", [begin, end]) { $0.element($1) }
        }
      }
    }
    return json.bytes
  }

  /// The entries in the order of their numbers.
  static func entries(in bytes: ArraySlice<UInt8>) throws(WeightsError) -> [Entry] {
    var scanner = JSONScanner(bytes)
    var entries: [Entry] = []
    var names: Set<String> = []
    do throws(JSONScanner.Failure) {
      try scanner.object { (name, scanner) throws(JSONScanner.Failure) in
        guard name.utf8.count <= largestNameSize else { throw .invalid(tooLong(name)) }
        guard names.insert(name).inserted else { throw .invalid(duplicate(name)) }
        if name == "__metadata__" {
          try scanner.object { (_, scanner) throws(JSONScanner.Failure) in
            _ = try scanner.string()
          }
        } else {
          entries.append(try entry(named: name, &scanner))
        }
      }
      try scanner.end()
    } catch {
      throw error.weightsError
    }
    // Of an empty tensor and the one that begins where it lies, the empty one comes first.
    return entries.sorted { ($0.begin, $0.end) < ($1.begin, $1.end) }
  }

  private static func entry(
    named name: String, _ scanner: inout JSONScanner
  ) throws(JSONScanner.Failure) -> Entry {
    var type: String?
    var shape: [Int]?
    var offsets: [Int]?
    try scanner.object { (key, scanner) throws(JSONScanner.Failure) in
      switch key {
      case "dtype" where type == nil: type = try scanner.string()
      case "shape" where shape == nil: shape = try scanner.counts()
      case "data_offsets" where offsets == nil: offsets = try scanner.counts()
      default:
        throw .invalid(
          WeightsError(
            tensor: printable(name), expected: "the keys dtype, shape and data_offsets, each once",
            found: "'\(printable(key))'"))
      }
    }
    do throws(WeightsError) {
      return try entry(named: name, type: type, shape: shape, offsets: offsets)
    } catch {
      throw .invalid(error)
    }
  }

  private static func entry(
    named name: String, type: String?, shape: [Int]?, offsets: [Int]?
  ) throws(WeightsError) -> Entry {
    let shown = printable(name)
    guard let type, let shape, let offsets else {
      throw WeightsError(
        tensor: shown, expected: "dtype, shape and data_offsets", found: "only a part of them")
    }
    guard type == "F32" else {
      throw WeightsError(tensor: shown, expected: "numbers of type F32", found: printable(type))
    }
    guard offsets.count == 2, offsets[0] <= offsets[1] else {
      throw WeightsError(
        tensor: shown, expected: "data_offsets [begin, end] that ascend",
        found: "\(offsets.prefix(4))")
    }
    var size: Int? = 4
    for length in shape {
      size = size.flatMap { size in
        let (product, overflow) = size.multipliedReportingOverflow(by: length)
        return overflow ? nil : product
      }
    }
    guard size == offsets[1] - offsets[0] else {
      throw WeightsError(
        tensor: shown,
        expected: size.map { "\($0) bytes for shape \(shape.prefix(8))" }
          ?? "a shape that fits into memory",
        found: size == nil ? "\(shape.prefix(8))" : "\(offsets[1] - offsets[0])")
    }
    return Entry(name: name, shape: shape, begin: offsets[0], end: offsets[1])
  }

  /// The most bytes of a tensor's name: messages carry it.
  private static let largestNameSize = 256

  private static func tooLong(_ name: String) -> WeightsError {
    WeightsError(
      tensor: printable(name), expected: "a name of at most \(largestNameSize) bytes",
      found: "\(name.utf8.count)")
  }

  private static func duplicate(_ name: String) -> WeightsError {
    WeightsError(tensor: printable(name), expected: "each tensor once", found: "its name twice")
  }
}

extension JSONScanner.Failure {
  fileprivate var weightsError: WeightsError {
    switch self {
    case .syntax(let expected, let found, let offset):
      WeightsError(
        expected: "\(expected) at byte \(offset) of the header", found: found)
    case .invalid(let error): error
    }
  }
}

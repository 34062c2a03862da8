import Numerics

/// An array of bytes in the format of the MNIST files.
///
/// Source: LeCun, Cortes, Burges, "The MNIST database of handwritten digits": two zero bytes, 8 for
/// unsigned bytes, the number of dimensions, their sizes as 32 bits with the high byte first, then
/// the elements with the last dimension varying fastest.
enum IDXFile {
  /// Text has no zero bytes, so nothing else that is read begins so.
  static func begins(_ bytes: Span<UInt8>) -> Bool {
    bytes.count >= 2 && bytes[0] == 0 && bytes[1] == 0
  }

  static func array(_ bytes: SourceBytes) throws(RecordProblem) -> NumberArray {
    let (shape, start) = try bytes.withSpan { span throws(RecordProblem) in try header(span) }
    return NumberArray(
      bytes: bytes, firstByte: start, element: .uint8, shape: shape, format: "IDX")
  }

  private static let elementNames: [UInt8: String] = [
    0x09: "signed bytes", 0x0B: "16-bit integers", 0x0C: "32-bit integers", 0x0D: "floats",
    0x0E: "doubles",
  ]

  private static func header(
    _ bytes: Span<UInt8>
  ) throws(RecordProblem) -> (shape: [Int], start: Int) {
    guard bytes.count >= 4, begins(bytes) else {
      throw RecordProblem(expected: "an IDX file", found: "other bytes", advice: advice)
    }
    guard bytes[2] == 8 else {
      let found = elementNames[bytes[2]] ?? "type 0x" + String(bytes[2], radix: 16)
      throw RecordProblem(
        expected: "an IDX file of unsigned bytes", found: found,
        advice: "save other numbers as a NumPy array")
    }
    let dimensions = Int(bytes[3])
    let start = 4 + 4 * dimensions
    guard dimensions > 0, bytes.count >= start else {
      throw RecordProblem(
        expected: "an IDX file with the sizes of its \(counted(dimensions, "dimension"))",
        found: counted(bytes.count, "byte"), advice: advice)
    }
    let shape = (0..<dimensions).map { dimension in
      (0..<4).reduce(0) { $0 << 8 | Int(bytes[4 + 4 * dimension + $1]) }
    }
    let found = bytes.count - start
    guard NumberArray.byteCount(shape, .uint8) == found else {
      throw RecordProblem(
        expected: "the bytes of an array of shape \(NumberArray.text(of: shape))",
        found: counted(found, "byte"), advice: advice)
    }
    return (shape, start)
  }

  private static let advice = "make or fetch it again"
}

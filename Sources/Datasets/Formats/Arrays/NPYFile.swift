import Files
import Numerics

/// One array in NumPy's own format.
///
/// Source: "NEP 1: A Simple File Format for NumPy Arrays" and the documentation of
/// `numpy.lib.format`: a magic word, a version, the length of a header, the header as a Python
/// dictionary, and the elements.
enum NPYFile {
  private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)
  // NumPy itself refuses headers of more than 10,000 characters.
  private static let longestHeader = 65_536

  static func begins(_ bytes: Span<UInt8>) -> Bool {
    bytes.count >= magic.count && magic.indices.allSatisfy { bytes[$0] == magic[$0] }
  }

  /// The array in `part` of the bytes, or in all of them.
  static func array(
    _ bytes: SourceBytes, part: Range<Int>? = nil
  ) throws(RecordProblem) -> NumberArray {
    let part = part ?? 0..<bytes.count
    let (header, start) = try bytes.withSpan { all throws(RecordProblem) in
      let span = all.extracting(part)
      let (text, start) = try headerText(span)
      return (try NPYHeader(text), start)
    }
    guard let byteCount = NumberArray.byteCount(header.shape, header.element),
      byteCount == part.count - start
    else {
      throw RecordProblem(
        expected: "the bytes of an array of shape \(NumberArray.text(of: header.shape))",
        found: counted(part.count - start, "byte"), advice: "save it again")
    }
    let array = NumberArray(
      bytes: bytes, firstByte: part.lowerBound + start, element: header.element,
      shape: header.shape, format: "NumPy")
    return header.isColumnMajor && header.shape.count > 1 ? try array.transposed() : array
  }

  /// The header's dictionary, and where the elements begin.
  private static func headerText(
    _ bytes: Span<UInt8>
  ) throws(RecordProblem) -> (text: String, start: Int) {
    guard begins(bytes) else {
      throw RecordProblem(
        expected: "a NumPy array", found: "other bytes", advice: "write it with numpy.save")
    }
    guard bytes.count > 12 else { throw cutShort }
    let lengthBytes = bytes[6] == 1 ? 2 : 4
    guard (1...3).contains(bytes[6]) else {
      throw RecordProblem(
        expected: "a NumPy array of format 1, 2 or 3", found: "format \(bytes[6])",
        advice: "save it with another version of NumPy")
    }
    let length = (0..<lengthBytes).reduce(0) { $0 | Int(bytes[8 + $1]) << (8 * $1) }
    let start = 8 + lengthBytes
    guard length <= longestHeader else {
      throw RecordProblem(
        expected: "a NumPy header of at most \(grouped(longestHeader)) bytes",
        found: grouped(length), advice: "save an array of plain numbers")
    }
    guard start + length <= bytes.count else { throw cutShort }
    let text = bytes.extracting(start..<start + length)
    var characters: [UInt8] = []
    for place in text.indices { characters.append(text[place]) }
    return (String(decoding: characters, as: UTF8.self), start + length)
  }

  private static let cutShort = RecordProblem(
    expected: "a whole NumPy array", found: "one that is cut short", advice: "save it again")
}

extension NumberArray {
  /// The same rows from an array in which the first dimension varies fastest.
  fileprivate func transposed() throws(RecordProblem) -> NumberArray {
    guard shape.count == 2, bytes.count <= DataFile.largestByteCount else {
      throw RecordProblem(
        expected: "an array in C order", found: "one in Fortran order",
        advice: "save numpy.ascontiguousarray of it")
    }
    let (rows, columns, size) = (shape[0], shape[1], element.byteCount)
    // A size of 0 lets the other one be any, and there is nothing to turn over.
    guard rows > 0, columns > 0 else { return self }
    var result = [UInt8](repeating: 0, count: rows * columns * size)
    bytes.withSpan { bytes in
      var target = result.mutableSpan
      // A few rows at a time: a cache line of a column then serves them all.
      for first in stride(from: 0, to: rows, by: 64) {
        for column in 0..<columns {
          for row in first..<min(first + 64, rows) {
            let from = firstByte + (column * rows + row) * size
            let to = (row * columns + column) * size
            for byte in 0..<size { target[to + byte] = bytes[from + byte] }
          }
        }
      }
    }
    var array = self
    array.bytes = .read(result)
    array.firstByte = 0
    return array
  }
}

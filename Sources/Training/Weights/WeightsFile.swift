public import ExperimentModel
import Files

/// Weights as the bytes of a safetensors file.
///
/// The length of a header in eight bytes, the header in JSON, then the numbers of all tensors as
/// 32-bit floats. Everything is little-endian.
public enum WeightsFile {
  /// The most bytes of a header that is read: a file with a longer one holds no such network.
  static let largestHeaderSize = 16 << 20

  private static let lengthSize = 8

  /// The bytes of a file of these tensors, whose names differ.
  public static func bytes(of tensors: [WeightTensor]) -> [UInt8] {
    precondition(
      Set(tensors.map(\.name)).count == tensors.count, "two tensors have one name")
    var header = WeightsHeader.text(of: tensors)
    // The numbers begin at a multiple of eight bytes, so that a mapped file can be used as it lies.
    header += repeatElement(UInt8(ascii: " "), count: (8 - header.count % 8) % 8)
    let valueCount = tensors.reduce(0) { $0 + $1.values.count }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(lengthSize + header.count + 4 * valueCount)
    append(UInt64(header.count), to: &bytes)
    bytes += header
    for tensor in tensors {
      for value in tensor.values { append(value.bitPattern, to: &bytes) }
    }
    return bytes
  }

  /// The tensors in the bytes of a file, in the order of their numbers.
  ///
  /// - Throws: the first thing wrong. Nothing that the header claims is believed before it is
  ///   compared with the bytes there are.
  public static func tensors(in bytes: [UInt8]) throws(WeightsError) -> [WeightTensor] {
    guard bytes.count >= lengthSize else {
      throw WeightsError(
        expected: "a safetensors file, which begins with the length of its header",
        found: "\(bytes.count) bytes")
    }
    let length = bytes.prefix(lengthSize).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let rest = bytes.dropFirst(lengthSize)
    guard length <= largestHeaderSize, length <= rest.count else {
      throw WeightsError(
        expected: "a safetensors file",
        found: "\(bytes.count) bytes that begin with a header length of \(length)")
    }
    let entries = try WeightsHeader.entries(in: rest.prefix(Int(length)))
    let numbers = rest.dropFirst(Int(length))
    try check(entries, cover: numbers.count)
    return entries.map { entry in
      let part = numbers.dropFirst(entry.begin).prefix(entry.end - entry.begin)
      return WeightTensor(name: entry.name, shape: entry.shape, values: floats(part))
    }
  }

  /// Tensors lie one behind the other, from the first byte to the last.
  private static func check(
    _ entries: [WeightsHeader.Entry], cover byteCount: Int
  ) throws(WeightsError) {
    var end = 0
    for entry in entries {
      guard entry.begin == end else {
        throw WeightsError(
          tensor: printable(entry.name),
          expected: "numbers from byte \(end), behind those of the tensor before",
          found: "data_offsets that begin at \(entry.begin)")
      }
      guard entry.end <= byteCount else {
        throw WeightsError(
          tensor: printable(entry.name),
          expected: "data_offsets within the \(byteCount) bytes of numbers",
          found: "an end at \(entry.end)")
      }
      end = entry.end
    }
    guard end == byteCount else {
      throw WeightsError(
        expected: "\(end) bytes of numbers, as the header says", found: "\(byteCount)")
    }
  }

  private static func floats(_ bytes: ArraySlice<UInt8>) -> [Float] {
    stride(from: bytes.startIndex, to: bytes.endIndex, by: 4).map { start in
      let bits =
        UInt32(bytes[start]) | UInt32(bytes[start + 1]) << 8 | UInt32(bytes[start + 2]) << 16
        | UInt32(bytes[start + 3]) << 24
      return Float(bitPattern: bits)
    }
  }

  private static func append(_ number: some FixedWidthInteger, to bytes: inout [UInt8]) {
    for byte in 0..<(number.bitWidth / 8) {
      bytes.append(UInt8(truncatingIfNeeded: number >> (8 * byte)))
    }
  }
}

extension WeightsReference {
  /// A reference to the file of a path that holds `bytes`.
  public init(path: String, bytes: [UInt8]) {
    self.init(path: path, hash: CheckpointFile.hash(of: bytes[...]))
  }
}

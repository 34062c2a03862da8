import Files

/// What the bytes of a source are recognised by, whatever a reader makes of them.
///
/// What is read is hashed as it is read; a mapped file only when the hash is asked for.
struct SourceIdentity: Sendable {
  private enum Part {
    case hash(UInt64)
    case mapped(MappedFile)
  }

  private var parts: [Part] = []

  /// Adds the bytes of a file, as they are in the file.
  mutating func add(_ bytes: SourceBytes) {
    switch bytes {
    case .read(let bytes): parts.append(.hash(ByteHash.value(of: bytes[...])))
    case .mapped(let file): parts.append(.mapped(file))
    }
  }

  /// Adds the values of a table that is made and not read.
  mutating func add(valuesOf table: Table) {
    var hash = WordHash()
    for column in table.columns {
      switch column.values {
      case .numbers(let numbers):
        for row in 0..<numbers.count { hash.add(numbers[row].bitPattern) }
      case .categories(let categories):
        for code in categories.codes { hash.add(UInt64(UInt32(bitPattern: code))) }
      }
    }
    parts.append(.hash(hash.value))
  }

  /// Adds the files of another source.
  mutating func add(_ other: SourceIdentity) { parts += other.parts }

  /// A hash over all bytes; of a mapped file of more than `mostBytes` over its size and so many bytes
  /// in evenly spaced blocks, the first and the last among them.
  func hash(mostBytes: Int = 64 << 20) -> UInt64 {
    var hash = WordHash()
    for part in parts {
      switch part {
      case .hash(let value): hash.add(value)
      case .mapped(let file): hash.add(Self.hash(of: file, mostBytes: mostBytes))
      }
    }
    return hash.value
  }

  private static func hash(of file: MappedFile, mostBytes: Int) -> UInt64 {
    var hash = ByteHash()
    let isWhole = file.count <= mostBytes
    let size = isWhole ? file.count : mostBytes / blockCount
    for block in 0..<(isWhole ? 1 : blockCount) {
      // In this order products stay small: a file has less than 2^54 bytes.
      let start = isWhole ? 0 : (file.count - size) * block / (blockCount - 1)
      file.withBytes { bytes in
        unsafe bytes.extracting(start..<start + size).withUnsafeBytes { unsafe hash.add($0) }
      }
    }
    var whole = WordHash(value: hash.value)
    whole.add(UInt64(file.count))
    // Read or mapped, a small file has one hash.
    return isWhole ? hash.value : whole.value
  }

  // A disk with heads takes some seconds for as many.
  private static let blockCount = 256
}

/// What a column is expected to hold while a file is read.
enum ColumnPlan: Equatable {
  case number
  case text
  /// Known already: passed over.
  case skip
}

/// Gathers a column of numbers.
struct NumberCollector {
  /// The values as long as all of them are whole numbers 0…255, as those of pictures are: a quarter
  /// of the memory.
  private var bytes: [UInt8] = []
  /// All values once one is not.
  private var floats: [Float] = []
  private var areBytes: Bool
  private(set) var missingCount = 0
  private(set) var oddity: TableColumn.Oddity?
  private let offset: Double
  private let capacity: Int

  init(offset: Double, capacity: Int) {
    self.offset = offset
    self.capacity = capacity
    areBytes = offset == 0
    if areBytes { bytes.reserveCapacity(capacity) } else { floats.reserveCapacity(capacity) }
  }

  @inline(__always)
  mutating func append(_ number: Double) {
    if areBytes {
      if number >= 0, number <= 255 {
        let byte = UInt8(number)
        if Double(byte) == number {
          bytes.append(byte)
          return
        }
      }
      widen()
    }
    let value = Float(number - offset)
    if value.isFinite { floats.append(value) } else { appendMissing() }
  }

  mutating func appendMissing() {
    if areBytes { widen() }
    floats.append(.nan)
    missingCount += 1
  }

  private mutating func widen() {
    floats.reserveCapacity(capacity)
    for byte in bytes { floats.append(Float(byte)) }
    bytes = []
    areBytes = false
  }

  mutating func appendOdd(_ text: @autoclosure () -> String, line: Int) {
    appendMissing()
    let first = oddity ?? TableColumn.Oddity(text: text(), line: line, count: 0)
    oddity = TableColumn.Oddity(text: first.text, line: first.line, count: first.count + 1)
  }

  /// The column, or `nil` where too much of it is text.
  func column(name: String, position: Int) -> TableColumn? {
    if areBytes {
      return TableColumn(
        name: name, position: position, values: .numbers(NumberColumn(bytes)), missingCount: 0)
    }
    if let oddity {
      let presentCount = floats.count - missingCount + oddity.count
      guard
        OddValues.areFew(oddity.count, of: presentCount, distinctNumbers: fewDistinctValues())
      else { return nil }
    }
    return TableColumn(
      name: name, position: position, values: .numbers(NumberColumn(floats, offset: offset)),
      missingCount: missingCount, oddity: oddity)
  }

  private func fewDistinctValues() -> Int {
    var distinct: Set<Float> = []
    for value in floats where !value.isNaN {
      distinct.insert(value)
      if distinct.count >= OddValues.fewestNumbers { break }
    }
    return distinct.count
  }
}

extension OddValues {
  static func areFew(_ count: Int, of presentCount: Int, distinctNumbers: Int) -> Bool {
    distinctNumbers >= fewestNumbers && Double(count) <= largestShare * Double(presentCount)
  }
}

/// Gathers a column of texts.
struct TextCollector {
  private(set) var codes: [Int32] = []
  private var interner = TextInterner()
  /// The line on which each text was first met.
  private var lines: [Int] = []

  init(capacity: Int) { codes.reserveCapacity(capacity) }

  mutating func append(_ field: FieldRange, in file: Span<UInt8>, line: Int) {
    codes.append(interner.number(of: field, in: file))
    if interner.count > lines.count { lines.append(line) }
  }

  func column(name: String, position: Int, decimalMark: UInt8) -> TableColumn {
    var numbers: [Double?] = []
    var kept: [Int32] = []
    var levels: [String] = []
    for text in 0..<interner.count {
      let bytes = Array(interner.bytes(text))
      let isMissing = MissingText.isMissing(bytes.span)
      kept.append(isMissing ? -1 : Int32(levels.count))
      if !isMissing { levels.append(String(decoding: bytes, as: UTF8.self)) }
      numbers.append(
        isMissing ? nil : NumberText.writtenNumber(bytes.span, decimalMark: decimalMark))
    }
    let oddTexts = (0..<interner.count).filter { kept[$0] >= 0 && numbers[$0] == nil }
    let oddity = oddTexts.first.map { first in
      TableColumn.Oddity(
        text: levels[Int(kept[first])], line: lines[first],
        count: self.codes.reduce(0) { $0 + ($1 >= 0 && isOdd($1, kept, numbers) ? 1 : 0) })
    }
    let codes = self.codes.map { $0 < 0 ? $0 : kept[Int($0)] }
    let missingCount = codes.reduce(0) { $0 + ($1 < 0 ? 1 : 0) }
    let oddCount = oddity?.count ?? 0
    if !interner.isFull,
      OddValues.areFew(
        oddCount, of: codes.count - missingCount, distinctNumbers: levels.count - oddTexts.count)
    {
      let values = self.codes.map { Float((numbers[Int($0)] ?? .nan)) }
      return TableColumn(
        name: name, position: position, values: .numbers(NumberColumn(values)),
        missingCount: missingCount + oddCount, oddity: oddity)
    }
    return TableColumn(
      name: name, position: position,
      values: .categories(
        CategoryColumn(codes: codes, levels: levels, isOverflowing: interner.isFull)),
      missingCount: missingCount, oddity: oddity)
  }

  private func isOdd(_ code: Int32, _ kept: [Int32], _ numbers: [Double?]) -> Bool {
    kept[Int(code)] >= 0 && numbers[Int(code)] == nil
  }
}

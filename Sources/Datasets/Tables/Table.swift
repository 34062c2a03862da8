/// A source as read: typed columns, before target, split and scaling are chosen.
struct Table: Sendable {
  /// The file or built-in name, for messages.
  let source: String
  let rowCount: Int
  let columns: [TableColumn]
  /// What the reader did that the file does not say.
  var notes: [String] = []
  /// Set where all columns but the target are the pixels of a picture.
  var pictureShape: PictureShape?
  /// The column to predict where nobody says.
  var usualTarget: String?
  /// Whether the columns are known to be inputs, so that none is left out.
  var isCurated = false
  /// What its source is recognised by.
  var identity = SourceIdentity()

  init(source: String, rowCount: Int, columns: [TableColumn], notes: [String] = []) {
    for column in columns {
      precondition(
        column.count == rowCount, "\(column.count) values of \(column.name) in \(rowCount) rows")
    }
    self.source = source
    self.rowCount = rowCount
    self.columns = columns
    self.notes = notes
  }
}

/// One column of a table.
struct TableColumn: Sendable {
  let name: String
  /// Its number in the file, from 1.
  let position: Int
  let values: ColumnValues
  let missingCount: Int
  /// The first value that is not a number, in a column that holds numbers too.
  var oddity: Oddity?
  /// What its source says of numbers in it.
  var labelKind = LabelKind.unknown

  struct Oddity: Sendable, Equatable {
    let text: String
    let line: Int
    /// Values that are not numbers.
    let count: Int
  }

  var count: Int {
    switch values {
    case .numbers(let column): column.count
    case .categories(let column): column.codes.count
    }
  }
}

/// What a source says of a column's numbers beyond their values.
enum LabelKind: Sendable {
  case unknown
  /// They were written as integers, so that they may be the numbers of classes.
  case integers
  /// They are the numbers of classes.
  case classes
}

/// What a column holds.
enum ColumnValues: Sendable {
  case numbers(NumberColumn)
  case categories(CategoryColumn)
}

/// Texts, each distinct one kept once.
struct CategoryColumn: Sendable {
  /// The number of each row's level; −1 where it is missing.
  let codes: [Int32]
  /// In order of first appearance.
  let levels: [String]
  /// Set where the levels were too many to keep: the codes are then without meaning.
  var isOverflowing = false
}

/// Numbers, kept as small as they are.
///
/// A value is `offset + stored`. The offset is 0 but for columns whose values lie close together far
/// from 0, such as times in seconds, of which a float alone would lose the differences.
struct NumberColumn: Sendable {
  enum Storage: Sendable {
    /// Whole numbers 0…255, none missing.
    case bytes([UInt8])
    /// NaN where missing.
    case floats([Float])
  }

  var offset = 0.0
  var storage: Storage

  init(_ values: [Float], offset: Double = 0) {
    self.offset = offset
    storage = .floats(values)
  }

  init(_ values: [UInt8]) { storage = .bytes(values) }

  /// Whether floats, with their seven digits, are too coarse for values so close together so far
  /// from zero: then the distance from one of them is kept instead.
  static func losesDifferences(from smallest: Double, to largest: Double) -> Bool {
    let size = max(abs(smallest), abs(largest))
    return size > 65_536 && largest - smallest < size / 256
  }

  var count: Int {
    switch storage {
    case .bytes(let bytes): bytes.count
    case .floats(let floats): floats.count
    }
  }

  /// The value of a row, or NaN where it is missing.
  subscript(row: Int) -> Double {
    switch storage {
    case .bytes(let bytes): Double(bytes[row])
    case .floats(let floats): offset + Double(floats[row])
    }
  }

  /// Calls `body` with the place in `rows` and the value of each of those rows.
  @inline(__always)
  func forEach(_ rows: ArraySlice<Int32>, _ body: (Int, Double) -> Void) {
    switch storage {
    case .bytes(let bytes):
      for place in rows.indices { body(place, Double(bytes[Int(rows[place])])) }
    case .floats(let floats):
      for place in rows.indices { body(place, offset + Double(floats[Int(rows[place])])) }
    }
  }
}

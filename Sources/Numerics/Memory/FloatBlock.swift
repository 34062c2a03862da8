/// Float memory of a fixed size, zeroed, aligned to 64 bytes, and lent as views.
///
/// The block owns its memory; views do not keep it alive.
@safe public struct FloatBlock: ~Copyable {
  private let base: UnsafeMutablePointer<Float>
  /// How many floats there are.
  public let count: Int

  /// Memory for `count` floats, all zero.
  public init(count: Int) {
    unsafe base = alignedMemory(for: Float.self, count: count)
    self.count = count
  }

  deinit { unsafe base.deallocate() }

  /// All floats.
  public var all: VectorView { unsafe VectorView(base: base, count: count) }

  /// The `count` floats from `offset` on.
  public func vector(at offset: Int, count: Int) -> VectorView {
    all.part(at: offset, count: count)
  }

  /// The `rows * columns` floats from `offset` on, as rows.
  public func matrix(at offset: Int, rows: Int, columns: Int) -> MatrixView {
    precondition(rows >= 0 && columns >= 0, "a shape cannot be negative")
    return all.part(at: offset, count: rows * columns).matrix(rows: rows, columns: columns)
  }

  /// Takes over all values of a block of the same count.
  public func copyContents(from other: borrowing FloatBlock) {
    all.copy(from: other.all)
  }

  /// A second block with the same values.
  public func clone() -> FloatBlock {
    let copy = FloatBlock(count: count)
    copy.copyContents(from: self)
    return copy
  }
}

// A cache line is 64 bytes on the processors this runs on, and so is the widest vector.
private let alignment = 64

func alignedMemory<Element: BitwiseCopyable>(
  for type: Element.Type, count: Int
) -> UnsafeMutablePointer<Element> {
  precondition(count >= 0, "a block cannot have a negative count")
  let byteCount = max(count * MemoryLayout<Element>.stride, 1)
  let rounded = (byteCount + alignment - 1) / alignment * alignment
  let memory = UnsafeMutableRawPointer.allocate(byteCount: rounded, alignment: alignment)
  unsafe memory.initializeMemory(as: UInt8.self, repeating: 0, count: rounded)
  return unsafe memory.bindMemory(to: type, capacity: count)
}

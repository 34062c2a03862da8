/// A run of floats inside a `FloatBlock`, lent without a lifetime.
///
/// It owns nothing and is as cheap as two integers. It is valid while its block lives, and only the
/// thread that works on the block may use it; `Documentation/Decisions/views-inside-the-engine.md`
/// says why it is not a span.
@safe public struct VectorView {
  @usableFromInline let base: UnsafeMutablePointer<Float>
  /// How many floats there are.
  public let count: Int

  @inlinable
  init(base: UnsafeMutablePointer<Float>, count: Int) {
    unsafe self.base = base
    self.count = count
  }

  /// One element, by its place from 0.
  @inlinable
  public subscript(_ index: Int) -> Float {
    get {
      precondition(index >= 0 && index < count, "element outside of the vector")
      return unsafe base[index]
    }
    nonmutating set {
      precondition(index >= 0 && index < count, "element outside of the vector")
      unsafe base[index] = newValue
    }
  }

  /// The part of `count` elements from `offset` on.
  @inlinable
  public func part(at offset: Int, count: Int) -> VectorView {
    precondition(
      offset >= 0 && count >= 0 && count <= self.count - offset, "part outside of the vector")
    return unsafe VectorView(base: base + offset, count: count)
  }

  /// The same elements as rows of `columns` floats; `rows * columns` is the whole count.
  @inlinable
  public func matrix(rows: Int, columns: Int) -> MatrixView {
    precondition(
      rows >= 0 && columns >= 0 && rows * columns == count, "shape and element count differ")
    return unsafe MatrixView(base: base, rows: rows, columns: columns)
  }

  /// Copies as many floats as this view has from `source`.
  public func copy(from source: Span<Float>) {
    precondition(source.count == count, "source and target differ in count")
    unsafe source.withUnsafeBufferPointer { buffer in
      if let start = buffer.baseAddress { unsafe base.update(from: start, count: count) }
    }
  }

  /// Copies all elements of `source`, which may overlap.
  public func copy(from source: VectorView) {
    precondition(source.count == count, "source and target differ in count")
    unsafe base.update(from: source.base, count: count)
  }

  /// Copies all elements into `target`, of the same count.
  public func copy(into target: inout MutableSpan<Float>) {
    precondition(target.count == count, "source and target differ in count")
    unsafe target.withUnsafeMutableBufferPointer { buffer in
      if let start = buffer.baseAddress { unsafe start.update(from: base, count: count) }
    }
  }

  /// A copy of all elements.
  public func toArray() -> [Float] {
    unsafe [Float](UnsafeBufferPointer(start: base, count: count))
  }

  /// Makes `array` hold all elements and nothing else.
  ///
  /// Cost: a copy; to fresh memory, which takes the system some time to find, where the array has
  /// another count or shares its memory.
  public func copy(into array: inout [Float]) {
    guard array.count == count else {
      array = toArray()
      return
    }
    var target = array.mutableSpan
    copy(into: &target)
  }
}

/// Memory for 32-bit indices, zeroed and aligned to 64 bytes: class labels and batch orders.
@safe public struct IndexBlock: ~Copyable {
  private let base: UnsafeMutablePointer<Int32>
  /// How many indices there are.
  public let count: Int

  /// Memory for `count` indices, all zero.
  public init(count: Int) {
    unsafe base = alignedMemory(for: Int32.self, count: count)
    self.count = count
  }

  deinit { unsafe base.deallocate() }

  /// All indices.
  public var all: IndexView { unsafe IndexView(base: base, count: count) }

  /// The `count` indices from `offset` on.
  public func indices(at offset: Int, count: Int) -> IndexView {
    all.part(at: offset, count: count)
  }

  /// Takes over all values of a block of the same count.
  public func copyContents(from other: borrowing IndexBlock) {
    all.copy(from: other.all)
  }

  /// A second block with the same values.
  public func clone() -> IndexBlock {
    let copy = IndexBlock(count: count)
    copy.copyContents(from: self)
    return copy
  }
}

/// A run of indices inside an `IndexBlock`, lent without a lifetime, on the terms of `VectorView`.
@safe public struct IndexView {
  @usableFromInline let base: UnsafeMutablePointer<Int32>
  /// How many indices there are.
  public let count: Int

  @inlinable
  init(base: UnsafeMutablePointer<Int32>, count: Int) {
    unsafe self.base = base
    self.count = count
  }

  /// One index, by its place from 0.
  @inlinable
  public subscript(_ place: Int) -> Int32 {
    get {
      precondition(place >= 0 && place < count, "element outside of the indices")
      return unsafe base[place]
    }
    nonmutating set {
      precondition(place >= 0 && place < count, "element outside of the indices")
      unsafe base[place] = newValue
    }
  }

  /// The part of `count` indices from `offset` on.
  @inlinable
  public func part(at offset: Int, count: Int) -> IndexView {
    precondition(
      offset >= 0 && count >= 0 && count <= self.count - offset, "part outside of the indices")
    return unsafe IndexView(base: base + offset, count: count)
  }

  /// The first `count` indices.
  @inlinable
  public func first(_ count: Int) -> IndexView { part(at: 0, count: count) }

  /// Counts up from 0: the order of the rows as they stand.
  public func fillAscending() {
    for place in 0..<count { unsafe base[place] = Int32(truncatingIfNeeded: place) }
  }

  /// Copies as many indices as this view has from `source`.
  public func copy(from source: Span<Int32>) {
    precondition(source.count == count, "source and target differ in count")
    unsafe source.withUnsafeBufferPointer { buffer in
      if let start = buffer.baseAddress { unsafe base.update(from: start, count: count) }
    }
  }

  /// Copies all indices of `source`, which may overlap.
  public func copy(from source: IndexView) {
    precondition(source.count == count, "source and target differ in count")
    unsafe base.update(from: source.base, count: count)
  }

  /// Copies all indices into `target`, of the same count.
  public func copy(into target: inout MutableSpan<Int32>) {
    precondition(target.count == count, "source and target differ in count")
    unsafe target.withUnsafeMutableBufferPointer { buffer in
      if let start = buffer.baseAddress { unsafe start.update(from: base, count: count) }
    }
  }

  /// A copy of all indices.
  public func toArray() -> [Int32] {
    unsafe [Int32](UnsafeBufferPointer(start: base, count: count))
  }

  /// Makes `array` hold all indices and nothing else.
  ///
  /// Cost: a copy; to fresh memory, which takes the system some time to find, where the array has
  /// another count or shares its memory.
  public func copy(into array: inout [Int32]) {
    guard array.count == count else {
      array = toArray()
      return
    }
    var target = array.mutableSpan
    copy(into: &target)
  }
}

/// An array of bytes in the format of the MNIST files.
///
/// Source: LeCun, Cortes, Burges, "The MNIST database of handwritten digits": two zero bytes, 8 for
/// unsigned bytes, the number of dimensions, their sizes as 32 bits with the high byte first, then
/// the elements with the last dimension varying fastest.
struct IDXFile {
  struct Damaged: Error {}

  let sizes: [Int]
  let elements: ArraySlice<UInt8>

  init(_ bytes: [UInt8], dimensions: Int) throws(Damaged) {
    let start = 4 + 4 * dimensions
    guard bytes.count >= start, bytes[0] == 0, bytes[1] == 0, bytes[2] == 8,
      Int(bytes[3]) == dimensions
    else { throw Damaged() }
    sizes = (0..<dimensions).map { dimension in
      (0..<4).reduce(0) { $0 << 8 | Int(bytes[4 + 4 * dimension + $1]) }
    }
    var count = 1
    for size in sizes {
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      guard !overflow else { throw Damaged() }
      count = product
    }
    guard bytes.count - start == count else { throw Damaged() }
    elements = bytes[start...]
  }
}

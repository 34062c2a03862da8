import Numerics
import Testing

@Suite struct OpenBLASTests {
  @Test func `the library says its version and its kernels`() {
    #expect(OpenBLAS.version.wholeMatch(of: /[0-9]+\.[0-9]+.*/) != nil)
    #expect(!OpenBLAS.kernels.name.isEmpty)
    #expect(MatrixProduct.threadCount >= 1)
  }

  #if os(Linux)
  // Preparing is for the start of a program, so it happens in a process of its own.
  @Test func `every thread of a product flushes denormal numbers to zero`() async {
    await #expect(processExitsWith: .success) {
      OpenBLAS.prepare()
      // Set before the thread flushes, as a program may do.
      MatrixProduct.threadCount = 2
      let mode = FloatingPointMode.flushDenormals()
      let side = 512
      let block = FloatBlock(count: 3 * side * side)
      block.all.fill(1e-20)
      func matrix(_ index: Int) -> MatrixView {
        block.matrix(at: index * side * side, rows: side, columns: side)
      }
      // Each term, 1e-40, is denormal; 512 of them would make a normal number.
      MatrixProduct.multiply(matrix(0), matrix(1), into: matrix(2))
      mode.restore()
      let numbers = matrix(2).elements.toArray()
      precondition(numbers.allSatisfy { $0 == 0 }, "a worker did not flush")
    }
  }
  #endif
}

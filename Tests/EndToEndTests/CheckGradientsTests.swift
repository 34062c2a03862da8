import Foundation
import Testing

@Suite struct CheckGradientsTests {
  @Test func `a preset whose gradients agree has a line a tensor`() throws {
    let result = try Program(in: Scratch()).run(
      "check-gradients", "iris", "--set", "network.hidden.0.batch_norm=true")
    #expect(result.status == 0)
    #expect(result.errors == "")
    for tensor in ["layers.0.weight", "layers.0.norm.weight", "layers.0.norm.bias"] {
      #expect(result.output.contains("\n\(tensor) "))
    }
    #expect(result.output.contains("good"))
  }

  @Test func `weights too large for single precision end with exit code 1`() throws {
    let scratch = try Scratch()
    let program = Program(in: scratch)
    let saved = try program.run(
      "train", "iris", "--quiet", "--set", "training.epochs=0", "--save-weights", "w")
    #expect(saved.status == 0)
    let file = URL(fileURLWithPath: scratch.file("w"))
    // The file ends with the numbers of a tensor: the last one becomes 3e38.
    var bytes = try Data(contentsOf: file)
    bytes.replaceSubrange(bytes.count - 4..<bytes.count, with: [0, 0, 0x62, 0x7F])
    try bytes.write(to: file)
    let result = try program.run("check-gradients", "iris", "--initial-weights", "w")
    #expect(result.status == 1)
    #expect(result.output.contains("WRONG"))
  }

  @Test func `without preset and data it says what it wants`() throws {
    let result = try Program(in: Scratch()).run("check-gradients")
    #expect(result.status == 64)
    #expect(result.errors.contains("expected a preset, or data by --data"))
  }
}

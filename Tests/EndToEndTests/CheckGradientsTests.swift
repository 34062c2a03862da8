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

  @Test func `without preset and data it says what it wants`() throws {
    let result = try Program(in: Scratch()).run("check-gradients")
    #expect(result.status == 64)
    #expect(result.errors.contains("expected a preset, or data by --data"))
  }
}

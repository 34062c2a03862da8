import Testing

@testable import Numerics

@Suite struct KernelRemedyTests {
  private func remedy(
    _ name: String, on available: VectorInstructions, isVariableSet: Bool = false,
    canChooseAgain: Bool = true
  ) -> KernelRemedy {
    KernelRemedy(
      kernels: KernelSet(name), available: available, isVariableSet: isVariableSet,
      canChooseAgain: canChooseAgain)
  }

  @Test(arguments: [
    ("Prescott", VectorInstructions.avx512), ("Prescott", .avx2), ("Nehalem", .avx),
    ("Sandybridge", .avx2), ("Steamroller", .avx2), ("Haswell", .avx512), ("Zen", .avx512),
  ])
  func `kernels weaker than the processor are chosen again`(
    _ name: String, _ available: VectorInstructions
  ) {
    #expect(remedy(name, on: available) == .chooseAgain)
    #expect(remedy(name, on: available, canChooseAgain: false) == .startAgain)
  }

  @Test(arguments: [
    ("Cooperlake", VectorInstructions.avx512), ("SkylakeX", .avx512), ("Haswell", .avx2),
    ("Zen", .avx2), ("Excavator", .avx2), ("Sandybridge", .avx), ("Piledriver", .avx),
    // By features OpenBLAS would choose older ones here.
    ("Nehalem", .baseline), ("Penryn", .baseline),
    // The library may know a virtual machine's processor, whose system hides instructions.
    ("SkylakeX", .avx2),
  ])
  func `kernels as strong as the processor stay`(
    _ name: String, _ available: VectorInstructions
  ) {
    #expect(remedy(name, on: available) == .none)
  }

  @Test func `a choice of the user is respected`() {
    #expect(remedy("Prescott", on: .avx512, isVariableSet: true) == .none)
    #expect(
      remedy("Prescott", on: .avx512, isVariableSet: true, canChooseAgain: false) == .none)
  }

  @Test func `kernels of a newer library stay`() {
    #expect(remedy("Diamondrapids", on: .avx512) == .none)
    #expect(remedy("neoversen1", on: .baseline) == .none)
    #expect(remedy("", on: .avx512) == .none)
  }
}

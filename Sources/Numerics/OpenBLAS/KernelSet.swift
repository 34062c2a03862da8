/// A set of OpenBLAS' kernels, by the name of the processor it was written for.
public struct KernelSet: Hashable, Sendable {
  /// The name as OpenBLAS gives it, such as `Haswell`.
  public let name: String

  /// The set of a name.
  public init(_ name: String) { self.name = name }

  /// The instructions it uses; `nil` for a name that OpenBLAS 0.3.21 to 0.3.30 does not have on
  /// x86-64.
  ///
  /// Source: `driver/others/dynamic.c` and `cpuid_x86.c` of OpenBLAS.
  var instructions: VectorInstructions? {
    switch name.lowercased() {
    case "katmai", "coppermine", "northwood", "prescott", "banias", "core2", "penryn",
      "dunnington", "nehalem", "atom", "nano", "athlon", "opteron", "opteron_sse3", "barcelona",
      "bobcat":
      .baseline
    // The last two have FMA, but not AVX2.
    case "sandybridge", "bulldozer", "piledriver", "steamroller": .avx
    case "haswell", "zen", "excavator": .avx2
    case "skylakex", "cooperlake", "sapphirerapids": .avx512
    default: nil
    }
  }

  /// Whether a processor with these instructions could use a faster set.
  ///
  /// A name that is not known is of a newer OpenBLAS, whose choice is trusted.
  func isWeak(for available: VectorInstructions) -> Bool {
    instructions.map { $0 < available } ?? false
  }
}

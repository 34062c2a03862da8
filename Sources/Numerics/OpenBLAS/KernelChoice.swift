/// How OpenBLAS came by the kernels it uses.
public enum KernelChoice: Equatable, Sendable {
  /// By itself, when it was loaded.
  case library
  /// By the environment variable `OPENBLAS_CORETYPE`.
  case variable
  /// Again and by the processor's features, because the first choice was weaker than the processor.
  case features(insteadOf: KernelSet)
}

/// What to do about the kernels that OpenBLAS chose when it was loaded.
enum KernelRemedy: Equatable {
  /// Use them.
  case none
  /// Let OpenBLAS choose again in this process.
  case chooseAgain
  /// Start the program again, with the choice by features asked for in its environment.
  case startAgain

  /// The remedy for kernels on a processor with these instructions.
  ///
  /// A choice of the user, even an empty one, is respected.
  init(
    kernels: KernelSet, available: VectorInstructions, isVariableSet: Bool, canChooseAgain: Bool
  ) {
    if isVariableSet || !kernels.isWeak(for: available) {
      self = .none
    } else {
      self = canChooseAgain ? .chooseAgain : .startAgain
    }
  }
}

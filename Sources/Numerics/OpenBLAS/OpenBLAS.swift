import COpenBLAS
import Platform

/// The OpenBLAS that the program runs with.
public enum OpenBLAS {
  /// Lets OpenBLAS compute as fast as this processor can, and as the engine expects.
  ///
  /// Call it once at the start of the program: before the first product, and before another thread
  /// runs. It may start the program again.
  public static func prepare() {
    // The library's workers may still be starting, and they read the kernels that are about to change.
    stopWorkers()
    _ = kernelChoice
  }

  /// How OpenBLAS came by its kernels.
  ///
  /// The first access chooses them.
  public static let kernelChoice: KernelChoice = chooseKernels()

  /// The kernels in use.
  public static var kernels: KernelSet {
    KernelSet(unsafe openblas_get_corename().map { unsafe String(cString: $0) } ?? "")
  }

  /// The version, such as `0.3.21`; empty where the library does not say it.
  public static var version: String {
    // "OpenBLAS 0.3.21 NO_LAPACKE DYNAMIC_ARCH …"
    guard let options = unsafe openblas_get_config() else { return "" }
    let words = unsafe String(cString: options).split(separator: " ")
    return words.count > 1 && words[0] == "OpenBLAS" ? String(words[1]) : ""
  }

  // Workers that the library started when it was loaded do not flush denormal numbers to zero. The
  // next product that wants workers starts new ones, which inherit the mode of the thread that asks.
  private static func stopWorkers() {
    guard let stop = unsafe exported("blas_thread_shutdown_") else { return }
    _ = unsafe unsafeBitCast(stop, to: (@convention(c) () -> Int32).self)()
  }

  /// A function that the library may or may not export.
  private static func exported(_ name: String) -> UnsafeMutableRawPointer? {
    #if canImport(Darwin)
    // RTLD_DEFAULT, a macro that Swift does not import.
    return unsafe dlsym(UnsafeMutableRawPointer(bitPattern: -2), name)
    #else
    return unsafe dlsym(nil, name)
    #endif
  }
}

#if os(Linux) && arch(x86_64)
// OpenBLAS up to 0.3.21 takes Intel's processors of family 6 from model 0xB0 on for a Pentium 4.
// With OPENBLAS_CORETYPE set to an empty text it decides by the processor's features instead.
extension OpenBLAS {
  private static let variable = "OPENBLAS_CORETYPE"
  /// Names the first choice to a program that was started again.
  private static let firstChoiceVariable = "NN_TUI_FIRST_KERNELS"

  private typealias Function = @convention(c) () -> Void

  private static func chooseKernels() -> KernelChoice {
    if let first = unsafe getenv(firstChoiceVariable) {
      let name = unsafe String(cString: first)
      // A program that this one starts decides for itself.
      unsafe unsetenv(firstChoiceVariable)
      unsafe unsetenv(variable)
      return .features(insteadOf: KernelSet(name))
    }
    let isVariableSet = unsafe getenv(variable) != nil
    let first = kernels
    let quit = unsafe exported("gotoblas_dynamic_quit")
    let choose = unsafe exported("gotoblas_dynamic_init")
    let remedy = KernelRemedy(
      kernels: first, available: .ofThisProcessor, isVariableSet: isVariableSet,
      canChooseAgain: unsafe quit != nil && choose != nil)
    switch remedy {
    case .none: return isVariableSet ? .variable : .library
    case .chooseAgain:
      unsafe setenv(variable, "", 1)
      unsafe unsafeBitCast(quit, to: Function.self)()
      unsafe unsafeBitCast(choose, to: Function.self)()
      unsafe unsetenv(variable)
    case .startAgain: startAgain(after: first)
    }
    return kernels == first ? .library : .features(insteadOf: first)
  }

  // Comes back only where the program cannot be started again.
  private static func startAgain(after first: KernelSet) {
    guard let program = unsafe realpath("/proc/self/exe", nil) else { return }
    defer { unsafe free(program) }
    unsafe setenv(variable, "", 1)
    unsafe setenv(firstChoiceVariable, first.name, 1)
    unsafe execv(program, CommandLine.unsafeArgv)
    unsafe unsetenv(variable)
    unsafe unsetenv(firstChoiceVariable)
  }
}
#else
extension OpenBLAS {
  private static func chooseKernels() -> KernelChoice {
    unsafe getenv("OPENBLAS_CORETYPE") == nil ? .library : .variable
  }
}
#endif

import Files
import Numerics
import Platform

/// The processor that the program runs on.
struct Processor {
  /// The maker's name for it; empty where the system does not say it.
  var name: String
  /// Such as `x86_64`.
  var architecture: String
  /// Processors that this process may use.
  var count: Int
  /// The vector instructions, as the program tells them apart.
  var instructions: String

  static var current: Processor {
    Processor(
      name: systemName, architecture: machine,
      count: max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))), instructions: vectorInstructions)
  }

  private static var vectorInstructions: String {
    #if arch(arm64)
    return "NEON"
    #else
    switch VectorInstructions.ofThisProcessor {
    case .baseline: return "SSE2"
    case .avx: return "AVX"
    case .avx2: return "AVX2"
    case .avx512: return "AVX-512"
    }
    #endif
  }

  private static var machine: String {
    var names = utsname()
    guard unsafe uname(&names) == 0 else { return "" }
    return unsafe withUnsafeBytes(of: &names.machine) { bytes in
      unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
  }

  #if canImport(Darwin)
  private static var systemName: String {
    var name = [CChar](repeating: 0, count: 256)
    var size = name.count
    guard unsafe sysctlbyname("machdep.cpu.brand_string", &name, &size, nil, 0) == 0 else {
      return ""
    }
    return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
  #else
  // Kernels for arm64 list no name there.
  private static var systemName: String {
    guard
      let bytes = try? FileBytes.contents(of: "/proc/cpuinfo", limit: 1 << 20, waits: true)
    else { return "" }
    return name(inProcessorList: String(decoding: bytes, as: UTF8.self))
  }
  #endif

  /// The name in the text of Linux' `/proc/cpuinfo`.
  static func name(inProcessorList text: String) -> String {
    let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
    guard let line, let colon = line.firstIndex(of: ":") else { return "" }
    return String(line[colon...].dropFirst().drop { $0 == " " })
  }
}

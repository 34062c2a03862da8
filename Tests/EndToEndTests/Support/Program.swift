import Foundation
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The built program, run as its users run it.
struct Program {
  var scratch: Scratch
  /// Where standard output goes; `nil` keeps it for the result.
  var outputPath: String?
  /// Whether standard output is a pipe that nobody reads.
  var outputIsClosedPipe = false
  /// Variables of the environment to set, or with `nil` to remove.
  var variables: [String: String?] = [:]

  /// The executable beside the bundle of the tests.
  static let path: String = {
    let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") } ?? Bundle.main
    let beside =
      bundle.bundleURL.pathExtension == "xctest"
      ? bundle.bundleURL.deletingLastPathComponent() : bundle.bundleURL
    return beside.appendingPathComponent("nn-tui").path
  }()

  init(in scratch: Scratch) { self.scratch = scratch }

  func run(_ arguments: String...) throws -> ChildProcess.Result {
    try start(arguments).wait()
  }

  func start(_ arguments: [String]) throws -> ChildProcess {
    let command = [Self.path] + arguments
    var environment = Environment.variables(in: scratch)
    for (name, value) in variables { environment[name] = value }
    guard outputIsClosedPipe else {
      return try ChildProcess(
        command, environment: environment, output: outputPath.map { .path($0) }, in: scratch)
    }
    var ends: [Int32] = [-1, -1]
    try #require(openPipe(&ends))
    close(ends[0])
    defer { close(ends[1]) }
    return try ChildProcess(
      command, environment: environment, output: .descriptor(ends[1]), in: scratch)
  }

  /// The lines of a metrics file.
  static func metrics(_ text: String) throws -> [[String: Any]] {
    try text.split(separator: "\n").map { line in
      try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
  }
}

/// The environment that programs run in: nothing of the person's own folders.
enum Environment {
  static func variables(in scratch: Scratch) -> [String: String] {
    var variables = ProcessInfo.processInfo.environment
    for name in ["NO_COLOR", "COLORTERM", "COLORFGBG", "TMUX", "TMUX_PANE", "LC_ALL"] {
      variables[name] = nil
    }
    variables["HOME"] = scratch.path
    variables["XDG_CONFIG_HOME"] = scratch.file("config")
    variables["XDG_DATA_HOME"] = scratch.file("data")
    variables["LANG"] = "C.UTF-8"
    variables["TERM"] = "xterm-256color"
    // A crash that a test brings about is not to wait for somebody to debug it.
    variables["SWIFT_BACKTRACE"] = "enable=no"
    return variables
  }
}

private func openPipe(_ ends: inout [Int32]) -> Bool {
  unsafe ends.withUnsafeMutableBufferPointer { unsafe pipe($0.baseAddress) } == 0
}

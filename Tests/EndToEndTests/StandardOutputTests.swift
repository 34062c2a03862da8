import Foundation
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

@Suite struct `Standard output` {
  /// A command for each place in the program that prints.
  private static let commands: [[String]] = [
    ["--version"], ["--help"], ["help", "train"], ["train", "--help"],
    ["--generate-completion-script", "bash"], ["datasets", "list"], ["datasets", "show", "iris"],
    ["presets", "list"], ["presets", "show", "iris"], ["presets", "validate", "iris"],
    ["train", "iris"], ["train", "iris", "--metrics", "-"], ["check-gradients", "iris"],
    ["resume", "--list"],
  ]

  private static func scratch() throws -> Scratch {
    let scratch = try Scratch()
    // A session that cannot be read is listed too.
    try scratch.makeFolder("data/nn-tui/sessions/one")
    try scratch.write("", to: "data/nn-tui/sessions/one/checkpoint")
    return scratch
  }

  @Test(arguments: commands)
  func `that is closed is an error where something was to be printed`(command: [String]) throws {
    let scratch = try Self.scratch()
    let result = try ChildProcess(
      ["sh", "-c", "exec \"$0\" \"$@\" >&-", Program.path] + command,
      environment: Environment.variables(in: scratch), in: scratch
    ).wait()
    #expect(result.status == 74)
    #expect(result.errors.contains("nn-tui: standard output: cannot be written: it is closed\n"))
  }

  @Test(.enabled(if: FullDisk.exists), arguments: commands)
  func `that is full is an error where something was to be printed`(command: [String]) throws {
    var program = Program(in: try Self.scratch())
    program.outputPath = FullDisk.path
    let result = try program.start(command).wait()
    #expect(result.status == 74)
    #expect(
      result.errors.contains("nn-tui: standard output: cannot be written: the disk is full\n"))
  }

  @Test func `that is closed is no error where nothing is printed`() throws {
    let scratch = try Scratch()
    for command in [["train", "iris", "--quiet"], ["resume", "--list"]] {
      let result = try ChildProcess(
        ["sh", "-c", "exec \"$0\" \"$@\" >&-", Program.path] + command,
        environment: Environment.variables(in: scratch), in: scratch
      ).wait()
      #expect(result.status == 0, "\(result.errors)")
    }
  }

  @Test func `has help and version as the parser words them`() throws {
    let program = try Program(in: Scratch())
    #expect(try program.run("--version").output.split(separator: "\n").count == 1)
    let help = try program.run("help", "train")
    #expect(help.status == 0 && help.errors == "")
    #expect(help.output.hasPrefix("OVERVIEW: Train without a screen"))
    #expect(help.output.hasSuffix("\n") && !help.output.hasSuffix("\n\n\n"))
  }

  #if os(Linux)
  @Test func `has metrics in whole lines, however many, by one write each`() throws {
    // A socket of messages: each write is one, and a write that does not fit is an error.
    var ends: [Int32] = [-1, -1]
    let isMade =
      unsafe ends.withUnsafeMutableBufferPointer {
        unsafe socketpair(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0, $0.baseAddress)
      } == 0
    try #require(isMade)
    defer { close(ends[0]) }
    let scratch = try Scratch()
    let run = try ChildProcess(
      [
        Program.path, "train", "iris", "--metrics", "-", "--quiet", "--set",
        "training.epochs=1000000000",
      ],
      environment: Environment.variables(in: scratch), output: .descriptor(ends[1]), in: scratch)
    close(ends[1])
    var bytes = [UInt8](repeating: 0, count: 1 << 18)
    for _ in 0..<6 {
      let count = unsafe recv(ends[0], &bytes, bytes.count, 0)
      try #require(count > 0)
      #expect(bytes[0] == UInt8(ascii: "{"))
      #expect(bytes[count - 1] == UInt8(ascii: "\n"))
    }
    run.signal(SIGKILL)
    #expect(try run.wait().status == 128 + SIGKILL)
  }
  #endif
}

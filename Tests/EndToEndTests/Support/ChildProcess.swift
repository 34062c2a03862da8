import Foundation
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// A process that a test has started.
///
/// Foundation's own waits on a run loop, which tests that block their threads do not keep up.
struct ChildProcess {
  struct Result {
    /// The exit code, or 128 and the number of the signal that ended it.
    var status: Int32
    var output: String
    var errors: String

    /// The lines of a metrics file on standard output.
    func metrics() throws -> [[String: Any]] { try Program.metrics(output) }
  }

  enum Output {
    case path(String)
    case descriptor(Int32)
  }

  // Far more than any of them takes, so that a program that hangs fails its test and not the suite.
  private static let patience = 300.0

  private let process: pid_t
  private let output: String?
  private let errors: String

  /// Starts a command; without an `output` of its own it is kept for the result.
  init(
    _ command: [String], environment: [String: String], output: Output? = nil,
    in scratch: Scratch
  ) throws {
    let kept = scratch.file("stdout-\(UUID().uuidString)")
    self.output = output == nil ? kept : nil
    errors = scratch.file("stderr-\(UUID().uuidString)")
    // A shell that becomes the program: not every system can spawn into another folder.
    let shell = ["sh", "-c", "cd \"$1\" && shift && exec \"$@\"", "sh", scratch.path]
    process = try Self.spawn(
      shell + command, environment: environment, output: output ?? .path(kept), errors: errors)
  }

  func signal(_ number: Int32) { kill(process, number) }

  /// Whether it has ended; ``wait()`` still has its result.
  var hasEnded: Bool {
    var info = unsafe siginfo_t()
    unsafe waitid(P_PID, id_t(process), &info, WEXITED | WNOHANG | WNOWAIT)
    return unsafe info.si_signo != 0
  }

  /// Waits for its end.
  func wait() throws -> Result {
    var status: Int32 = 0
    let hasEnded = eventually(within: Self.patience) {
      unsafe waitpid(process, &status, WNOHANG) == process
    }
    if !hasEnded {
      kill(process, SIGKILL)
      unsafe waitpid(process, &status, 0)
      Issue.record("the program did not end")
    }
    let isSignalled = status & 0x7F != 0
    return Result(
      status: isSignalled ? 128 + status & 0x7F : status >> 8 & 0xFF,
      output: output.map(Self.text) ?? "", errors: Self.text(errors))
  }

  private static func text(_ path: String) -> String {
    (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
  }
}

extension ChildProcess {
  private static func spawn(
    _ shell: [String], environment: [String: String], output: Output, errors: String
  ) throws -> pid_t {
    #if canImport(Darwin)
    var actions: posix_spawn_file_actions_t?
    var attributes: posix_spawnattr_t?
    #else
    var actions = unsafe posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    #endif
    unsafe posix_spawn_file_actions_init(&actions)
    unsafe posix_spawnattr_init(&attributes)
    defer {
      unsafe posix_spawn_file_actions_destroy(&actions)
      unsafe posix_spawnattr_destroy(&attributes)
    }
    unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    let mode = O_WRONLY | O_CREAT | O_TRUNC
    switch output {
    case .path(let path): unsafe posix_spawn_file_actions_addopen(&actions, 1, path, mode, 0o600)
    case .descriptor(let file): unsafe posix_spawn_file_actions_adddup2(&actions, file, 1)
    }
    unsafe posix_spawn_file_actions_addopen(&actions, 2, errors, mode, 0o600)
    // Whoever runs the tests may ignore signals, as `nohup` does, and their threads block them; the
    // program is to see them.
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    for signal in [SIGINT, SIGTERM, SIGHUP, SIGPIPE] { unsafe sigaddset(&signals, signal) }
    unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
    unsafe sigemptyset(&signals)
    unsafe posix_spawnattr_setsigmask(&attributes, &signals)
    unsafe posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))

    let texts = unsafe shell.map { unsafe strdup($0) }
    let variables = unsafe environment.map { unsafe strdup("\($0)=\($1)") }
    defer {
      for index in unsafe texts.indices { unsafe free(texts[index]) }
      for index in unsafe variables.indices { unsafe free(variables[index]) }
    }
    var process = pid_t()
    let failure = unsafe posix_spawn(
      &process, "/bin/sh", &actions, &attributes, texts + [nil], variables + [nil])
    try #require(failure == 0, "the program cannot be started: error \(failure)")
    return process
  }
}

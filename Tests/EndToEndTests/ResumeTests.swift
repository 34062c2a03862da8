import Foundation
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

@Suite struct ResumeTests {
  private static let changes = """
    - {step: 100, key: training.batch_size, value: 8}
    - {step: 12000, insert_layer: 1, units: 12}
    - {step: 500000, key: name, value: late}
    """

  private static func options(_ name: String) -> [String] {
    ["--save-weights", name + ".st", "--metrics", name + ".jsonl", "--quiet"]
  }

  // Long enough to be saved before it ends, on a machine with nothing else to do.
  private static let training = [
    "train", "iris", "--changes", "changes.yaml", "--threads", "1", "--set", "training.epochs=4000",
    "--set", "network.hidden.0.units=200", "--set", "training.evaluate_every=20",
  ]

  private static func figures(_ scratch: Scratch, _ name: String) -> String {
    scratch.text(of: name).replacing(
      /"(seconds|training_seconds|samples_per_second)":[0-9.e+-]+/, with: "")
  }

  private static func sessions(_ scratch: Scratch) -> [String] {
    let folder = scratch.file("data/nn-tui/sessions")
    return ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter {
      FileManager.default.fileExists(atPath: "\(folder)/\($0)/checkpoint")
    }
  }

  /// The number of the file of a session's state: each save puts a new file in its place.
  private static func checkpointFile(of name: String, in scratch: Scratch) -> Int? {
    let path = scratch.file("data/nn-tui/sessions/\(name)/checkpoint")
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return attributes?[.systemFileNumber] as? Int
  }

  /// The weights and metrics of the same run without an interruption.
  private static func whole(_ scratch: Scratch) throws -> (Data, String) {
    try scratch.write(changes, to: "changes.yaml")
    let result = try Program(in: scratch).start(training + options("whole")).wait()
    #expect(result.status == 0, "\(result.errors)")
    #expect(sessions(scratch).isEmpty)
    let weights = try #require(FileManager.default.contents(atPath: scratch.file("whole.st")))
    return (weights, figures(scratch, "whole.jsonl"))
  }

  @Test func `after kill -9 a run goes on to the same weights and metrics`() throws {
    let scratch = try Scratch()
    let (weights, metrics) = try Self.whole(scratch)
    let program = Program(in: scratch)
    let run = try program.start(Self.training + Self.options("part"))
    #expect(eventually { !Self.sessions(scratch).isEmpty })
    run.signal(SIGKILL)
    #expect(try run.wait().status == 128 + SIGKILL)
    // And once more, out of the session that went on.
    let name = try #require(Self.sessions(scratch).first)
    let saved = Self.checkpointFile(of: name, in: scratch)
    let again = try program.start(["train", "--resume", "latest"] + Self.options("part"))
    #expect(eventually { Self.checkpointFile(of: name, in: scratch) != saved })
    again.signal(SIGKILL)
    #expect(try again.wait().status == 128 + SIGKILL)
    let resumed = try program.start(["train", "--resume", name] + Self.options("resumed")).wait()
    #expect(resumed.status == 0, "\(resumed.errors)")
    #expect(FileManager.default.contents(atPath: scratch.file("resumed.st")) == weights)
    #expect(Self.figures(scratch, "resumed.jsonl") == metrics)
    #expect(metrics.contains("\"event\":\"change\""))
    #expect(Self.sessions(scratch).isEmpty)
  }

  @Test(arguments: [(SIGHUP, Int32(129)), (SIGTERM, Int32(143))])
  func `a signal saves the session, and the run goes on as if it had never come`(
    signal: Int32, status: Int32
  ) throws {
    let scratch = try Scratch()
    let (weights, metrics) = try Self.whole(scratch)
    let program = Program(in: scratch)
    let run = try program.start(Self.training + Self.options("part").dropLast())
    #expect(eventually { !Self.sessions(scratch).isEmpty })
    run.signal(signal)
    let stopped = try run.wait()
    #expect(stopped.status == status)
    #expect(stopped.errors.contains("nn-tui train --resume "))
    let resumed = try program.start(["train", "--resume", "latest"] + Self.options("resumed"))
      .wait()
    #expect(resumed.status == 0, "\(resumed.errors)")
    #expect(FileManager.default.contents(atPath: scratch.file("resumed.st")) == weights)
    #expect(Self.figures(scratch, "resumed.jsonl") == metrics)
  }

  @Test func `a session that another program has is not gone on with`() throws {
    let scratch = try Scratch()
    try scratch.write("[]", to: "changes.yaml")
    let program = Program(in: scratch)
    let run = try program.start(Self.training + ["--set", "training.epochs=1000000000", "--quiet"])
    #expect(eventually { !Self.sessions(scratch).isEmpty })
    let second = try program.run("train", "--resume", "latest")
    #expect(second.status == 65)
    #expect(second.errors.contains("expected a session that nobody uses, found it open"))
    #expect(try program.run("resume", "--list").output.contains("open"))
    run.signal(SIGTERM)
    _ = try run.wait()
    let list = try program.run("resume", "--list").output
    #expect(list.contains("0 changes") && !list.contains("open"), "\(list)")
  }

  @Test func `a list of sessions waits for none of them`() throws {
    let scratch = try Scratch()
    let folder = scratch.file("data/nn-tui/sessions/one")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try scratch.write("", to: "data/nn-tui/sessions/one/checkpoint")
    let made = unsafe mkfifo(folder + "/session.yaml", 0o600)
    try #require(made == 0)
    // A program that waits is ended after some minutes, which fails the test.
    #expect(try Program(in: scratch).run("resume", "--list").output.hasPrefix("one"))
  }

  @Test func `what cannot be resumed is told`() throws {
    let program = try Program(in: Scratch())
    let none = try program.run("train", "--resume", "latest")
    #expect(none.status == 66)
    #expect(none.errors.contains("expected a saved session, found none"))
    #expect(try program.run("train", "--resume", "../x").status == 66)
    let both = try program.run("train", "iris", "--resume", "latest")
    #expect(both.status == 64)
    #expect(both.errors.contains("--resume: expected no preset"))
    #expect(try program.run("resume", "--list").output == "")
  }
}

import Foundation
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

@Suite struct `Outputs that cannot be written` {
  private static let early = ["training.epochs=400", "training.early_stopping.patience=3"]
  private static let wild = [
    "network.hidden.0.activation=relu", "network.hidden.1.activation=relu",
    "training.optimizer.name=sgd", "training.optimizer.learning_rate=1e30",
  ]

  private static func training(_ values: [String] = []) -> [String] {
    let set = (["training.epochs=30"] + values).flatMap { ["--set", $0] }
    return ["train", "iris", "--threads", "1"] + set
  }

  /// The same training where nothing fails: its summary, and its weights in `whole.st`.
  private static func whole(_ training: [String], in scratch: Scratch) throws -> String {
    let other = try Scratch()
    let result = try Program(in: other).start(
      training + ["--save-weights", scratch.file("whole.st")]
    ).wait()
    #expect(result.status == 0)
    return withExtendedLifetime(other) { result.output }
  }

  /// The command that an error names, run by a shell as a person would.
  private static func command(_ errors: String, in scratch: Scratch) throws -> ChildProcess.Result {
    let line = try #require(errors.split(separator: "\n").last { $0.hasPrefix("  nn-tui train ") })
    let words = line.drop { $0 == " " }.dropFirst("nn-tui".count)
    return try ChildProcess(
      ["sh", "-c", "exec \"$0\"" + words, Program.path],
      environment: Environment.variables(in: scratch), in: scratch
    ).wait()
  }

  private static func weights(_ scratch: Scratch, _ name: String) throws -> Data {
    try #require(FileManager.default.contents(atPath: scratch.file(name)), "\(name) is missing")
  }

  /// A summary but for the time that training took.
  private static func figures(_ summary: String) -> Substring {
    summary.drop { $0 != "\n" }
  }

  @Test(arguments: zip(["Completed", "Stopped early", "Diverged"], [[], early, wild]))
  func `weights whose folder has gone are written by the command that the error names`(
    status: String, values: [String]
  ) throws {
    let scratch = try Scratch()
    let program = Program(in: scratch)
    let training = Self.training(values)
    let whole = try Self.whole(training, in: scratch)
    #expect(whole.hasPrefix(status))

    try scratch.makeFolder("the out")
    let pipe = try FullPipe(scratch.file("metrics"))
    let run = try program.start(
      training + ["--save-weights", "the out/w.st", "--metrics", "metrics"])
    // The notes on the data come when the outputs have been checked.
    #expect(eventually { scratch.errors.contains("note: ") })
    try FileManager.default.removeItem(atPath: scratch.file("the out"))
    pipe.drain()
    let failed = try run.wait()
    #expect(failed.status == 73)
    #expect(failed.output == "")
    #expect(failed.errors.contains("nn-tui: the out/w.st: expected a file in a folder that exists"))
    #expect(failed.errors.contains("The session is kept. This command writes what is missing:\n"))
    #expect(try program.run("resume", "--list").output.contains("iris"))

    // Looking at it is no reason to remove it.
    let look = try program.run("train", "--resume", "latest")
    #expect(look.status == 0)
    #expect(Self.figures(look.output) == Self.figures(whole))
    try scratch.makeFolder("the out")
    let written = try Self.command(failed.errors, in: scratch)
    #expect(written.status == 0, "\(written.errors)")
    #expect(Self.figures(written.output) == Self.figures(whole))
    #expect(try Self.weights(scratch, "the out/w.st") == Self.weights(scratch, "whole.st"))
    #expect(try program.run("resume", "--list").output == "")
  }

  @Test(.enabled(if: FullDisk.exists))
  func `a session that cannot be saved either is reported as lost, with the reason`() throws {
    let scratch = try Scratch()
    // A file in the place of the folder of all data.
    try scratch.write("", to: "data")
    var program = Program(in: scratch)
    program.outputPath = FullDisk.path
    let result = try program.start(
      Self.training() + ["--save-weights", scratch.file("w.st")]
    ).wait()
    #expect(result.status == 74)
    #expect(result.errors.contains("standard output: cannot be written: the disk is full"))
    #expect(result.errors.contains("The training is lost: its session cannot be saved: "))
  }

  @Test func `after a signal the session is kept as it was, to continue`() throws {
    let scratch = try Scratch()
    let program = Program(in: scratch)
    try scratch.makeFolder("out")
    let endless = Self.training(["training.epochs=1000000000"])
    let run = try program.start(endless + ["--save-weights", "out/w.st"])
    #expect(eventually { scratch.sessions.count == 1 })
    try FileManager.default.removeItem(atPath: scratch.file("out"))
    run.signal(SIGTERM)
    let failed = try run.wait()
    #expect(failed.status == 73)
    #expect(failed.errors.contains("The session is kept. This command continues it"))
    try scratch.makeFolder("out")
    let name = try #require(scratch.sessions.first)
    #expect(failed.errors.hasSuffix("  nn-tui train --resume \(name) --save-weights out/w.st\n"))
    let again = try program.start(
      ["train", "--resume", name, "--save-weights", "out/w.st", "--metrics", "m.jsonl"])
    // They come once it listens to signals.
    #expect(eventually { scratch.text(of: "m.jsonl").contains("epoch") })
    again.signal(SIGTERM)
    #expect(try again.wait().status == 143)
    #expect(try Self.weights(scratch, "out/w.st").count > 243 * 4)
  }

  @Test(arguments: [SIGKILL, SIGTERM])
  func `a program that is killed while it writes leaves a session that has ended`(
    signal: Int32
  ) throws {
    let scratch = try Scratch()
    let program = Program(in: scratch)
    let whole = try Self.whole(Self.training(), in: scratch)
    let pipe = try FullPipe(scratch.file("metrics"))
    let run = try program.start(
      Self.training() + ["--save-weights", "w.st", "--metrics", "metrics"])
    // There is room for the first line, and then not for the rest, which comes at the end.
    pipe.read(byteCount: 4_096)
    #expect(eventually { scratch.sessions.count == 1 })
    // The first SIGTERM asks for the end that has come already; the second ends the program.
    #expect(
      eventually {
        run.signal(signal)
        return run.hasEnded
      })
    #expect(try run.wait().status == 128 + signal)
    withExtendedLifetime(pipe) {}
    #expect(!scratch.files.contains("w.st"))
    let resumed = try program.run("train", "--resume", "latest", "--save-weights", "w.st")
    #expect(resumed.status == 0, "\(resumed.errors)")
    #expect(Self.figures(resumed.output) == Self.figures(whole))
    #expect(try Self.weights(scratch, "w.st") == Self.weights(scratch, "whole.st"))
  }

  @Test func `metrics that may not grow any more in mid-run leave a session that continues`() throws
  {
    let scratch = try Scratch()
    let training = Self.training(["training.epochs=300"])
    _ = try Self.whole(training, in: scratch)
    let limited = "ulimit -f 128; exec \"$0\" \"$@\""
    let failed = try ChildProcess(
      ["sh", "-c", limited, Program.path] + training
        + ["--metrics", "m.jsonl", "--every-step", "--save-weights", "w.st", "--quiet"],
      environment: Environment.variables(in: scratch), in: scratch
    ).wait()
    #expect(failed.status == 74)
    #expect(failed.errors.hasPrefix("nn-tui: m.jsonl: cannot be written: the file may not grow"))
    #expect(failed.errors.contains("The session is kept. This command continues it"))
    #expect(scratch.text(of: "m.jsonl").hasSuffix("}\n"))
    #expect(!scratch.files.contains("w.st"))
    let written = try Self.command(failed.errors, in: scratch)
    #expect(written.status == 0, "\(written.errors)")
    #expect(try Program.metrics(scratch.text(of: "m.jsonl")).last?["steps"] as? Int == 2_100)
    #expect(try Self.weights(scratch, "w.st") == Self.weights(scratch, "whole.st"))
    #expect(scratch.sessions.isEmpty)
  }

  @Test(.enabled(if: FullDisk.exists))
  func `a summary that cannot be written leaves the session, though no file is missing`() throws {
    let scratch = try Scratch()
    var program = Program(in: scratch)
    program.outputPath = FullDisk.path
    let failed = try program.start(Self.training() + ["--save-weights", "w.st"]).wait()
    #expect(failed.status == 74)
    #expect(
      failed.errors.contains("nn-tui: standard output: cannot be written: the disk is full\n"))
    let written = try Self.command(failed.errors, in: scratch)
    #expect(written.status == 0)
    #expect(written.output.hasPrefix("Completed after 30 epochs"))
  }

  @Test func `a replay whose weights cannot be written is not trained a third time`() throws {
    let scratch = try Scratch()
    let program = Program(in: scratch)
    _ = try Self.whole(Self.training() + ["--save-session", scratch.file("s.yaml")], in: scratch)
    try scratch.makeFolder("out")
    let pipe = try FullPipe(scratch.file("metrics"))
    let run = try program.start(
      ["replay", "s.yaml", "--save-weights", "out/w.st", "--metrics", "metrics"])
    #expect(eventually { scratch.errors.contains("note: ") })
    try FileManager.default.removeItem(atPath: scratch.file("out"))
    pipe.drain()
    let failed = try run.wait()
    #expect(failed.status == 73)
    try scratch.makeFolder("out")
    #expect(try Self.command(failed.errors, in: scratch).status == 0)
    #expect(try Self.weights(scratch, "out/w.st") == Self.weights(scratch, "whole.st"))
  }
}

extension Scratch {
  /// What the programs in it have written to standard error.
  fileprivate var errors: String {
    files.filter { $0.hasPrefix("stderr-") }.map(text).joined()
  }

  /// The sessions that have been saved.
  fileprivate var sessions: [String] {
    let folder = file("data/nn-tui/sessions")
    return ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter {
      FileManager.default.fileExists(atPath: "\(folder)/\($0)/checkpoint")
    }
  }
}

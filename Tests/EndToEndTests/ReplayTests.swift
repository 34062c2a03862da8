import Foundation
import Testing

@Suite struct ReplayTests {
  private static let changes = """
    - {step: 200, key: training.epochs, value: 60}
    - {step: 30, key: training.batch_size, value: 8}
    - {step: 40, insert_layer: 1, units: 12, activation: tanh}
    - {step: 40, key: network.hidden.0.units, value: 20}
    """

  @Test func `changes of a file are made at their steps, and the metrics tell them`() throws {
    let scratch = try Scratch()
    try scratch.write(Self.changes, to: "changes.yaml")
    let result = try Program(in: scratch).run(
      "train", "iris", "--changes", "changes.yaml", "--metrics", "-", "--quiet", "--set",
      "training.batch_size=16")
    #expect(result.status == 0)
    #expect(result.errors == "")
    let lines = try result.metrics().filter { $0["event"] as? String == "change" }
    #expect(lines.compactMap { $0["step"] as? Int } == [30, 40, 40, 200])
    #expect(
      lines.compactMap { $0["key"] as? String } == [
        "training.batch_size", "network.hidden", "network.hidden.0.units", "training.epochs",
      ])
    #expect(lines.first?["from"] as? Int == 16)
    #expect(lines.first?["to"] as? Int == 8)
    #expect(try result.metrics().last?["epochs"] as? Int == 60)
  }

  @Test func `a change that raises the epochs at the end goes on, and there is one end`() throws {
    let scratch = try Scratch()
    try scratch.write(
      "- {step: 21, key: training.epochs, value: 5}\n- {step: 35, key: name, value: x}\n"
        + "- {step: 900, key: name, value: y}\n", to: "changes.yaml")
    let result = try Program(in: scratch).run(
      "train", "iris", "--changes", "changes.yaml", "--metrics", "-", "--set",
      "training.epochs=3", "--set", "training.batch_size=16")
    let events = try result.metrics().compactMap { $0["event"] as? String }
    let epochs = ["epoch", "epoch", "epoch"]
    #expect(events == ["start"] + epochs + ["change", "epoch", "epoch", "change", "end"])
    #expect(result.errors.contains("note: 1 change comes after the end of the run, at step 35."))
  }

  @Test func `a session is trained again to the same weights`() throws {
    let scratch = try Scratch()
    let program = Program(in: scratch)
    try scratch.write(Self.changes, to: "changes.yaml")
    let options = ["--metrics", "-", "--quiet", "--save-weights"]
    let live = try program.start(
      ["train", "iris", "--changes", "changes.yaml", "--threads", "1"] + options
        + ["live", "--save-session", "session.yaml"]
    ).wait()
    #expect(live.status == 0, "\(live.errors)")
    let replay = try program.start(["replay", "session.yaml"] + options + ["again"]).wait()
    #expect(replay.status == 0, "\(replay.errors)")
    let weights = try #require(FileManager.default.contents(atPath: scratch.file("live")))
    #expect(weights == FileManager.default.contents(atPath: scratch.file("again")))
    #expect(live.figures == replay.figures)
    #expect(live.figures.count > 1_000)
  }

  @Test func `a replay ends where the session had come to`() throws {
    let scratch = try Scratch()
    try scratch.write(
      "format: 1\nsteps: 17\npreset: {data: {source: iris}}\nchanges:\n"
        + "  - {step: 17, key: training.batch_size, value: 8}\n", to: "s.yaml")
    let result = try Program(in: scratch).run("replay", "s.yaml", "--metrics", "-", "--quiet")
    let lines = try result.metrics()
    #expect(lines.last?["steps"] as? Int == 17)
    #expect(lines.last?["status"] as? String == "stopped")
    #expect(lines.contains { $0["event"] as? String == "change" })
    #expect(result.status == 0)
  }

  @Test func `other weights than those it began with are refused`() throws {
    let scratch = try Scratch()
    let program = Program(in: scratch)
    _ = try program.run(
      "train", "iris", "--save-weights", "w", "--quiet", "--set", "training.epochs=1")
    try scratch.write(
      "format: 1\nsteps: 17\ninitial_weights: {file: \(scratch.file("w")), hash: \"12\"}\n"
        + "preset: {data: {source: iris}}\n", to: "s.yaml")
    let result = try program.run("replay", "s.yaml")
    #expect(result.status == 65)
    #expect(result.errors.contains("expected the weights that the session in s.yaml began with"))
  }

  @Test func `wrong changes are told with their lines before anything runs`() throws {
    let scratch = try Scratch()
    try scratch.write(
      "- {step: 1, key: training.batchsize, value: 2}\n- {step: x, remove_layer: 0}\n",
      to: "wrong.yaml")
    try scratch.write("- {step: 1, key: training.loss, value: huber}\n", to: "loss.yaml")
    let program = Program(in: scratch)
    let wrong = try program.run("train", "iris", "--changes", "wrong.yaml", "--metrics", "m")
    #expect(wrong.status == 65)
    #expect(wrong.errors.hasPrefix("nn-tui: wrong.yaml: 2 problems\n  line 1: training.batchsize"))
    let loss = try program.run("train", "iris", "--changes", "loss.yaml", "--metrics", "m")
    #expect(loss.status == 65)
    #expect(loss.errors.hasPrefix("nn-tui: loss.yaml: line 1: training.loss: expected a loss for"))
    #expect(try program.run("train", "iris", "--changes", "none.yaml").status == 66)
    #expect(try program.run("replay", "none.yaml").status == 66)
    #expect(!scratch.files.contains("m"))
  }
}

extension ChildProcess.Result {
  /// Metrics on standard output without what a clock said.
  var figures: String {
    output.replacing(/"(seconds|training_seconds|samples_per_second)":[0-9.e+-]+/, with: "")
  }
}

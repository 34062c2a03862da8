import Foundation
import Testing

@Suite struct TrainingRunTests {
  private let forever = ["--set", "training.epochs=1000000000"]

  @Test func `a metrics file tells the run from start to end`() throws {
    let result = try Program(in: Scratch()).run(
      "train", "breast-cancer", "--metrics", "-", "--every-step", "--quiet", "--set",
      "training.epochs=2", "--set", "training.batch_size=16")
    #expect(result.status == 0)
    #expect(result.errors == "")
    let lines = try result.metrics()
    let events = lines.compactMap { $0["event"] as? String }
    let steps = Array(repeating: "step", count: 25)
    #expect(events == ["start"] + steps + ["epoch"] + steps + ["epoch", "end"])

    let start = try #require(lines.first)
    let preset = try #require(start["preset"] as? [String: Any])
    #expect((preset["training"] as? [String: Any])?["epochs"] as? Int == 2)
    #expect(start["rows"] as? [String: Int] == ["train": 398, "dev": 114, "test": 57])
    #expect(start["threads"] as? Int == 1)

    let step = try #require(lines.dropFirst().first)
    #expect(step["step"] as? Int == 1)
    #expect(step["epoch"] as? Int == 1)
    for key in ["loss", "penalty", "gradient_norm", "learning_rate"] {
      #expect(step[key] is Double)
    }
    let epoch = try #require(lines.last { $0["event"] as? String == "epoch" })
    #expect(epoch["step"] as? Int == 50)
    for part in ["train", "dev"] {
      let metrics = try #require(epoch[part] as? [String: Double])
      #expect(metrics.keys.sorted() == ["accuracy", "loss", "macro_f1"])
    }
    try expectEnd(lines.last, status: "completed", epochs: 2, steps: 50)
  }

  @Test func `steps are told only where asked for, and a regression in its own metrics`() throws {
    let result = try Program(in: Scratch()).run(
      "train", "diabetes", "--metrics", "-", "--quiet", "--set", "training.epochs=3", "--set",
      "training.evaluate_every=3")
    let lines = try result.metrics()
    #expect(lines.compactMap { $0["event"] as? String } == ["start", "epoch", "end"])
    let metrics = try #require(lines[1]["dev"] as? [String: Double])
    #expect(metrics.keys.sorted() == ["loss", "mae", "r2", "rmse"])
  }

  @Test func `two runs give the same figures but for the time they took`() throws {
    func figures() throws -> String {
      try Program(in: Scratch()).run(
        "train", "iris", "--metrics", "-", "--every-step", "--quiet", "--seed", "5", "--set",
        "training.epochs=5"
      ).output.replacing(/"(seconds|training_seconds|samples_per_second)":[0-9.e+-]+/, with: "")
    }
    let first = try figures()
    #expect(first.count > 1_000)
    #expect(try figures() == first)
  }

  @Test func `training goes on from weights that were saved`() throws {
    let scratch = try Scratch()
    let program = Program(in: scratch)
    let saved = try program.run(
      "train", "iris", "--save-weights", "w", "--metrics", "m.jsonl", "--quiet")
    #expect(saved.status == 0)
    let end = try #require(Program.metrics(scratch.text(of: "m.jsonl")).last)
    let loaded = try program.run(
      "train", "iris", "--initial-weights", "w", "--metrics", "-", "--quiet", "--set",
      "training.epochs=0")
    let start = try #require(loaded.metrics().last)
    #expect(start["test"] as? [String: Double] == end["test"] as? [String: Double])
  }

  @Test func `a person gets progress on standard error and a summary on standard output`() throws {
    let result = try Program(in: Scratch()).run("train", "iris")
    #expect(result.status == 0)
    #expect(result.errors.contains("epoch 1 of 100, loss "))
    #expect(result.errors.contains("note: 1 row repeats an earlier one."))
    #expect(result.output.hasPrefix("Completed after 100 epochs and 700 steps in "))
    for part in ["train", "dev", "test"] { #expect(result.output.contains("\n\(part) ")) }
  }

  @Test func `quiet is quiet, and metrics have standard output for themselves`() throws {
    let program = try Program(in: Scratch())
    let quiet = try program.run("train", "iris", "--quiet")
    #expect(quiet.output == "" && quiet.errors == "")
    let piped = try program.run("train", "iris", "--metrics", "-")
    #expect(try piped.metrics().last?["event"] as? String == "end")
    #expect(piped.errors.contains("Completed after 100 epochs"))
  }

  @Test func `a table of one's own trains without a preset`() throws {
    let scratch = try Scratch()
    let rows = (0..<60).map { row in
      let (a, b) = (row * 7 % 23, row * 5 % 17)
      return "\(a),\(b),\(2 * a - b)"
    }
    try scratch.write("a,b,price\n" + rows.joined(separator: "\n"), to: "own.csv")
    let result = try Program(in: scratch).run(
      "train", "--data", "own.csv", "--target", "price", "--metrics", "-", "--quiet")
    #expect(result.status == 0)
    let end = try #require(result.metrics().last)
    #expect((end["test"] as? [String: Double])?["r2"].map { $0 > 0.5 } == true)
  }

  @Test func `a loss that is no longer finite ends the run and is null`() throws {
    let result = try Program(in: Scratch()).run(
      "train", "diabetes", "--metrics", "-", "--quiet", "--set", "training.optimizer.name=sgd",
      "--set", "training.optimizer.learning_rate=1e30")
    #expect(result.status == 0)
    let end = try #require(result.metrics().last)
    #expect(end["status"] as? String == "diverged")
  }

  @Test(arguments: [(SIGINT, Int32(130)), (SIGTERM, Int32(143))])
  func `a signal ends the run at a step, with its metrics whole and its weights saved`(
    signal: Int32, status: Int32
  ) throws {
    let scratch = try Scratch()
    let run = try Program(in: scratch).start(
      ["train", "iris", "--metrics", "m.jsonl", "--save-weights", "w"] + forever)
    #expect(eventually { scratch.text(of: "m.jsonl").contains("\"epoch\"") })
    run.signal(signal)
    let result = try run.wait()
    #expect(result.status == status)
    let lines = try Program.metrics(scratch.text(of: "m.jsonl"))
    let end = try #require(lines.last)
    #expect(end["event"] as? String == "end")
    #expect(end["status"] as? String == "stopped")
    #expect(result.output.hasPrefix("Stopped after "))
    let weights = try #require(FileManager.default.contents(atPath: scratch.file("w")))
    #expect(weights.count > 243 * 4)
  }

  @Test(.enabled(if: FullDisk.exists)) func `a full disk ends the run`() throws {
    let program = try Program(in: Scratch())
    let run = try program.start(["train", "iris", "--metrics", FullDisk.path, "--quiet"] + forever)
    let result = try run.wait()
    #expect(result.status == 74)
    #expect(result.errors == "nn-tui: /dev/full: cannot be written: the disk is full\n")
  }

  @Test func `a file that may not grow any more ends with a whole line`() throws {
    let scratch = try Scratch()
    let command = "ulimit -f 8; exec \"$0\" train iris --metrics m.jsonl --quiet \"$@\""
    let result = try ChildProcess(
      ["sh", "-c", command, Program.path] + forever,
      environment: Environment.variables(in: scratch), in: scratch
    ).wait()
    #expect(result.status == 74)
    #expect(result.errors.contains("m.jsonl: cannot be written: the file may not grow"))
    let text = scratch.text(of: "m.jsonl")
    #expect(text.hasSuffix("}\n"))
    #expect(try Program.metrics(text).count > 5)
  }

  @Test func `where standard error is closed, nothing of it ends in the metrics`() throws {
    let scratch = try Scratch()
    let command = "exec \"$0\" train iris --metrics m.jsonl 2>&-"
    let result = try ChildProcess(
      ["sh", "-c", command, Program.path], environment: Environment.variables(in: scratch),
      in: scratch
    ).wait()
    #expect(result.status == 0)
    #expect(try Program.metrics(scratch.text(of: "m.jsonl")).last?["event"] as? String == "end")
  }

  @Test func `a reader who has gone ends the run without a word`() throws {
    var program = try Program(in: Scratch())
    program.outputIsClosedPipe = true
    let result = try program.start(["train", "iris", "--metrics", "-", "--quiet"] + forever).wait()
    #expect(result.status == 74)
    #expect(result.errors == "")
  }

  private func expectEnd(
    _ line: [String: Any]?, status: String, epochs: Int, steps: Int
  ) throws {
    let end = try #require(line)
    #expect(end["event"] as? String == "end")
    #expect(end["status"] as? String == status)
    #expect(end["epochs"] as? Int == epochs)
    #expect(end["steps"] as? Int == steps)
    let seconds = try #require(end["seconds"] as? Double)
    let training = try #require(end["training_seconds"] as? Double)
    let rate = try #require(end["samples_per_second"] as? Double)
    #expect(training > 0 && training <= seconds)
    #expect(abs(rate * training - Double(epochs * 398)) < 0.5)
  }
}

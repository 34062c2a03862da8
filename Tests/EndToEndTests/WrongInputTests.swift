import Foundation
import Testing

/// What the program says to inputs that it cannot use, and the code it ends with.
@Suite struct WrongInputTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var arguments: [String]
    var status: Int32
    var message: String

    init(_ arguments: String, _ status: Int32, _ message: String) {
      self.arguments = arguments.split(separator: " ").map(String.init)
      self.status = status
      self.message = message
    }

    var testDescription: String { arguments.joined(separator: " ") }
  }

  @Test(arguments: [
    Case("", 64, "the dashboard needs a terminal"),
    Case("iris extra", 64, "Unexpected argument 'extra'"),
    Case("train", 64, "expected a preset, or data by --data, found neither"),
    Case("train iris --unknown", 64, "Unknown option '--unknown'"),
    Case("train iris --set batch", 64, "The value 'batch' is invalid for '--set"),
    Case("train iris --set training.batch_size=0", 64, "a whole number from 1 to 1000000, found 0"),
    Case("train iris --set training.batchsize=8", 64, "did you mean 'training.batch_size'?"),
    Case("train iris --set training.optimizer.name=adm", 64, "did you mean 'adam'?"),
    Case("train iris --set data.split.dev=0.9", 64, "data.split: expected shares that sum to 1"),
    Case("train iris --threads 0", 64, "--threads: expected a whole number from 1 to 256, found 0"),
    Case("train iris --seed 4294967296", 64, "--seed: expected a whole number from 0"),
    Case("train iris --every-step", 64, "--every-step: expected --metrics FILE"),
    Case("train iris --save-weights -", 64, "--save-weights: expected a file, found '-'"),
    Case("train irsi", 66, "irsi: expected the name of a preset"),
    Case("train none.yaml", 66, "none.yaml: "),
    Case("train wrong.yaml", 65, "line 2: data.sorce: expected a key of a preset"),
    Case("train wrong.yaml", 65, "line 4: training.epochs: expected a whole number"),
    Case("train iris --set training.loss=hinge", 65, "iris: training.loss: expected a loss for"),
    Case("train --data none.csv", 66, "none.csv: expected a built-in data set"),
    Case("train --data ragged.csv", 65, "ragged.csv, line 3: expected 2 fields, found 1"),
    Case("train iris --target specis", 65, "did you mean 'species'?"),
    Case("train iris --initial-weights none.st", 66, "none.st: expected a file, found none"),
    Case("train iris --initial-weights ragged.csv", 65, "ragged.csv: expected a safetensors file"),
    Case("train --data .", 66, "expected a file, or a folder with train-images-idx3-ubyte"),
    Case("train iris --initial-weights /dev/null", 66, "expected a file, found a device or a pipe"),
    Case(
      "train iris --metrics m --save-weights ./m", 64, "another file than that of --save-weights"),
    Case("train --data table.csv --metrics table.csv", 64, "another file than one that is read"),
    Case("train mine.yaml --save-session ./mine.yaml", 64, "another file than one that is read"),
    Case("train iris --metrics none/m.jsonl", 73, "none/m.jsonl: expected a file in a folder"),
    Case("train iris --metrics .", 73, ".: cannot be written: expected a file, found a folder"),
    Case("train iris --save-weights none/w", 73, "none/w: expected a file in a folder that exists"),
    Case("train iris --save-weights .", 73, "found a folder"),
    Case("train iris --metrics m --save-weights none/w", 73, "none/w: expected a file in a folder"),
    Case("presets show irsi", 66, "did you mean 'iris'?"),
    Case("presets validate iris wrong.yaml", 65, "wrong.yaml: 2 problems"),
    Case("presets validate", 64, "Missing expected argument '<presets> ...'"),
    Case("datasets show none", 66, "none: expected a built-in data set"),
  ]) func `a wrong input ends the program with one message and a code`(input: Case) throws {
    let scratch = try Scratch()
    try scratch.write("data:\n  sorce: iris\ntraining:\n  epochs: many\n", to: "wrong.yaml")
    try scratch.write("a,b\n1,x\n2\n", to: "ragged.csv")
    try scratch.write("a,b\n1,2\n2,4\n3,6\n4,8\n5,10\n6,12\n7,14\n8,16\n", to: "table.csv")
    try scratch.write("data: {source: iris}\n", to: "mine.yaml")
    let before = scratch.files
    let result = try Program(in: scratch).start(input.arguments).wait()
    #expect(result.status == input.status)
    #expect(result.errors.hasPrefix("nn-tui: "))
    #expect(result.errors.contains(input.message))
    #expect(!result.errors.contains("Fatal error"))
    #expect(scratch.files.filter { !$0.hasPrefix("std") } == before)
  }

  @Test func `a mistake in the experiment leaves outputs that were there as they were`() throws {
    let scratch = try Scratch()
    try scratch.write("before", to: "m.jsonl")
    try scratch.write("before", to: "w.safetensors")
    let outputs = ["--metrics", "m.jsonl", "--save-weights", "w.safetensors"]
    let result = try Program(in: scratch)
      .start(["train", "iris", "--set", "training.loss=hinge"] + outputs).wait()
    #expect(result.status == 65)
    #expect(scratch.text(of: "m.jsonl") == "before")
    #expect(scratch.text(of: "w.safetensors") == "before")
  }

  @Test func `weights of another network are told tensor by tensor`() throws {
    let scratch = try Scratch()
    let program = Program(in: scratch)
    let short = "training.epochs=1"
    #expect(
      try program.run("train", "iris", "--set", short, "--save-weights", "w", "--quiet").status == 0
    )
    let result = try program.run("train", "wine", "--initial-weights", "w")
    #expect(result.status == 65)
    #expect(result.errors.hasPrefix("nn-tui: w: 5 problems\n"))
    #expect(result.errors.contains("layers.0.weight: expected a tensor of shape"))
    #expect(result.errors.contains("found shape [16, 4]"))
  }

  @Test func `what files hold cannot steer the terminal`() throws {
    let scratch = try Scratch()
    try scratch.write("data: {source: \"\\e[2Jx.csv\"}\n", to: "p.yaml")
    let result = try Program(in: scratch).run("train", "p.yaml")
    #expect(result.status == 66)
    #expect(!result.errors.contains("\u{1B}"))
  }
}

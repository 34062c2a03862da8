import CursesTerminal
import ExperimentModel
import Files
import Presets
import Testing
import Training

@testable import nn_tui

@Suite struct CommandErrorTests {
  @Test func `text of files and arguments cannot steer the terminal`() {
    let error = CommandError(.badData, "a\u{1B}[2J.csv: expected b,\nfound \u{7}c\u{202E}")
    #expect(error.shown == "nn-tui: a\\u{1b}[2J.csv: expected b,\nfound \\u{7}c\\u{202e}")
  }

  @Test func `one problem stands behind its subject, more stand below it`() {
    #expect(CommandError.list(["a: b"], of: "x") == "x: a: b")
    #expect(CommandError.list(["a", "b"], of: "x") == "x: 2 problems\n  a\n  b")
    let many = CommandError.list(Array(repeating: "a", count: 1_000), of: "x")
    #expect(many.hasSuffix("\n  a\n  and 950 more"))
  }

  @Test func `presets end the program with the code of their kind`() {
    let store = PresetStore(userFolder: "/dev/null/presets", builtInSources: [])
    #expect(status { () throws(PresetError) in try store.load("nope.yaml") } == 66)
    #expect(
      status { () throws(PresetError) in
        try store.save(ExperimentConfiguration(), as: "a", overwrite: false)
      } == 73)
    var wrong = ExperimentConfiguration()
    wrong.training.batchSize = 0
    #expect(
      status { () throws(PresetError) in try store.save(wrong, as: "a", overwrite: false) } == 65)
  }

  @Test func `terminals end the program with the code of their failure`() {
    #expect(CommandError(TerminalError.notATerminal).status.rawValue == 64)
    #expect(CommandError(TerminalError.unknownTerminal("x")).status.rawValue == 64)
    #expect(CommandError(TerminalError.systemRefused(24)).status.rawValue == 74)
  }

  @Test func `inputs that are missing differ from inputs that broke`() {
    let missing = CommandError(SystemFailure(code: 2), input: "w")
    #expect(missing.status.rawValue == 66)
    #expect(missing.message == "w: expected a file, found none")
    #expect(CommandError(SystemFailure(code: 13), input: "w").status.rawValue == 66)
    #expect(CommandError(SystemFailure(code: 5), input: "w").status.rawValue == 74)
  }

  @Test func `outputs that cannot be created differ from outputs that broke`() {
    #expect(CommandError(SystemFailure(code: 2), output: "m", isOpen: false).status.rawValue == 73)
    #expect(CommandError(SystemFailure(code: 28), output: "m", isOpen: false).status.rawValue == 74)
    #expect(CommandError(SystemFailure(code: 22), output: "m", isOpen: true).status.rawValue == 74)
    #expect(CommandError(WholeFileWriter.Failure.exists, output: "m").status.rawValue == 73)
    #expect(
      CommandError(WholeFileWriter.Failure.unusable("expected a file"), output: "m").message
        == "m: expected a file")
  }

  @Test func `what more there is to say stands below the failure, a line each`() {
    let error = CommandError(.inputOutput, "w: cannot be written").adding(["It is kept.", "run"])
    #expect(error.shown == "nn-tui: w: cannot be written\n  It is kept.\n  run")
    #expect(error.isOfOutput)
    #expect(!CommandError(.badData, "").isOfOutput)
  }

  @Test func `weights are told with their file`() {
    let error = CommandError(
      WeightsError(tensor: "w", expected: "numbers of type F32", found: "F16"), file: "a.st")
    #expect(error.status.rawValue == 65)
    #expect(error.message == "a.st: tensor 'w': expected numbers of type F32, found F16")
  }

  @Test func `a signal's code is the one shells use`() {
    #expect(ExitStatus.signal(2).rawValue == 130)
    #expect(ExitStatus.signal(15).rawValue == 143)
  }

  private func status<Result>(of body: () throws(PresetError) -> Result) -> Int32 {
    do throws(PresetError) {
      _ = try body()
      return 0
    } catch {
      return CommandError(error).status.rawValue
    }
  }
}

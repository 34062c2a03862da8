import Testing

@testable import nn_tui

@Suite struct `Outputs that were not written` {
  @Test func `are written by a command that a shell reads`() {
    var outputs = UnwrittenOutputs(
      files: [
        ("--metrics", "m.jsonl"), ("--save-weights", "it's mine.st"), ("--save-session", "-s"),
      ], everyStep: true)
    #expect(
      outputs.command(resuming: "2026-iris")
        == "nn-tui train --resume 2026-iris --metrics m.jsonl --every-step"
        + #" --save-weights 'it'\''s mine.st' --save-session=-s"#)
    outputs.remove("--metrics")
    outputs.remove("--save-session")
    #expect(!outputs.isEmpty)
    #expect(
      outputs.command(resuming: "s")
        == #"nn-tui train --resume s --save-weights 'it'\''s mine.st'"#)
    outputs.remove("--save-weights")
    #expect(outputs.isEmpty)
    #expect(outputs.command(resuming: "s") == "nn-tui train --resume s")
  }

  @Test(arguments: [
    ("a/b-1.st", "a/b-1.st"), ("", "''"), ("a b", "'a b'"), ("$x", "'$x'"), ("ä", "'ä'"),
  ])
  func `have names that are words of a shell`(text: String, word: String) {
    #expect(text.shellWord == word)
  }
}

import ExperimentModel
import Presets
import Testing

struct HostileTextTests {
  @Test(arguments: [
    ("name: [a", "line 2: expected YAML, found"),
    ("name: a\n  b: c", "line 2: expected YAML, found"),
    ("name: \"open", "line 1: expected YAML, found"),
    ("a: b\n\tc: d", "line 2: expected YAML, found a tab character"),
    ("a:\n\tc: d", "line 2: expected YAML, found character that cannot start any token"),
    ("name: @x", "line 1: expected YAML, found"),
    ("%YAML 3.0\n---\nname: x", "line 1: expected YAML, found"),
    ("name: a\n---\nname: b\n", "line 2: expected one YAML document, found"),
    ("name: *nobody", "line 1: expected no anchors and aliases, found one"),
    ("", "expected a preset such as"),
    ("# only a comment\n", "expected a preset such as"),
    ("name: a\u{0}b", "line 1: expected text, found the control character U+0000"),
    ("name: a\r\nnotes: \u{1B}[2J", "line 2: expected text, found the control character U+001B"),
    ("name: !!python/object/apply:os.system [rm]", "line 1: expected no tags, found"),
    ("training: {epochs: !!int 25}", "line 1: expected no tags, found"),
    ("name: &a x\nnotes: *a", "line 1: expected no anchors and aliases"),
  ])
  func `broken text gives one clear error with its line`(yaml: String, message: String) {
    let found = problems(in: yaml)
    #expect(found.first?.hasPrefix(message) == true, "\(found)")
  }

  @Test func `a syntax error names line and column once`() {
    #expect(
      problems(in: "name: x\ntraining: {epochs: 3\nnotes: y\n")
        == [
          "line 3: expected YAML, found did not find expected ',' or '}' while parsing a flow"
            + " mapping, at column 6"
        ])
  }

  @Test func `aliases that unfold without end are refused`() {
    var yaml = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...12 {
      let aliases = String(repeating: "*a\(level - 1), ", count: 10)
      yaml += "a\(level): &a\(level) [\(aliases)]\n"
    }
    yaml += "? *a12\n: 1\n"
    #expect(problems(in: yaml) == ["line 1: expected no anchors and aliases, found one"])
  }

  @Test(arguments: ["[", "{a: ", "- ", "? ", "[{a: "])
  func `text nested without end is refused`(opening: String) {
    let found = problems(in: String(repeating: opening, count: 40_000))
    #expect(found.count == 1)
    #expect(found.first?.contains("expected YAML") == true, "\(found)")
  }

  @Test func `a large text is refused by its size`() {
    let yaml = "notes: " + String(repeating: "x", count: PresetText.largestSize)
    #expect(problems(in: yaml).first?.contains("at most 262144 bytes") == true)
  }

  @Test func `thousands of wrong keys are told in fifty lines and the count of the rest`() {
    let yaml = (0..<5_000).map { "key\($0): 1" }.joined(separator: "\n")
    let found = problems(in: yaml)
    #expect(found.count == 51)
    #expect(found.last == "expected a preset, found 4950 more problems")
  }

  @Test func `bytes that are no UTF-8 are refused with their line`() {
    let bytes = Array("name: x\nnotes: ".utf8) + [0xFF, 0xFE, 0x0A]
    let error = #expect(throws: ConfigurationError.self) {
      try PresetText.configuration(fromBytes: bytes)
    }
    #expect(error?.description == "line 2: expected UTF-8 text, found other bytes")
  }

  @Test func `random bytes are refused or read, never a trap`() {
    var random = SeededGenerator(state: 23)
    let alphabet = Array(
      "abn:-?[]{},&*!|>'\"%@`#\\ \n\t\r0123456789.eE~<=\u{85}\u{2028}é".unicodeScalars)
    let words = [
      "name: ", "training:", "\n  epochs: ", "hidden: [", "*a", "&a ", "- ", "{units: 3}",
    ]
    for _ in 0..<400 {
      var text = ""
      for _ in 0..<Int.random(in: 0..<80, using: &random) {
        if Int.random(in: 0..<4, using: &random) == 0 {
          text += words.randomElement(using: &random) ?? ""
        } else if let scalar = alphabet.randomElement(using: &random) {
          text.unicodeScalars.append(scalar)
        }
      }
      for problem in problems(in: text) { #expect(!problem.isEmpty) }
    }
  }
}

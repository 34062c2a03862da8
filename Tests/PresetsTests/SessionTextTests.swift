import ExperimentModel
import Files
import Foundation
import Presets
import Testing

@Suite struct SessionTextTests {
  /// A course of random edits from a random configuration.
  private static func random(using random: inout SeededGenerator) -> SessionDescription {
    var configuration = ExperimentConfiguration.random(using: &random)
    var ledger = Ledger(base: configuration)
    if Bool.random(using: &random) {
      ledger.initialWeights = WeightsReference(
        path: "/a b/\"w\"\n.st", hash: .random(in: 0 ... .max, using: &random))
    }
    var step = 0
    for _ in 0..<12 {
      step += Int.random(in: 0...3, using: &random)
      let edit = Self.edit(of: configuration, using: &random)
      guard let changed = try? configuration.applying(edit),
        !changed.needsFreshStart(after: configuration)
      else { continue }
      ledger.entries.append(
        Ledger.Entry(
          step: step, author: ChangeAuthor.allCases.randomElement(using: &random) ?? .person,
          edit: edit, values: (configuration.summary(of: edit), changed.summary(of: edit)),
          lossBefore: step == 0 ? nil : Double.random(in: -1...3, using: &random)))
      configuration = changed
    }
    return SessionDescription(
      ledger: ledger, threads: Bool.random(using: &random) ? nil : 3, steps: step + 5,
      status: Bool.random(using: &random) ? nil : .stoppedEarly)
  }

  private static func edit(
    of configuration: ExperimentConfiguration, using random: inout SeededGenerator
  ) -> ConfigurationEdit {
    let count = configuration.network.hidden.count
    switch Int.random(in: 0..<4, using: &random) {
    case 0:
      return .insertLayer(
        HiddenLayer(
          units: Int.random(in: 1...64, using: &random),
          activation: Activation.allCases.randomElement(using: &random) ?? .relu,
          dropout: Bool.random(using: &random) ? 0 : 0.25,
          batchNorm: Bool.random(using: &random)), at: Int.random(in: 0...count, using: &random))
    case 1: return .removeLayer(at: Int.random(in: 0...count, using: &random))
    default:
      let other = ExperimentConfiguration.random(using: &random)
      let fields = Hyperparameter.all(in: configuration)
      guard let key = fields.randomElement(using: &random)?.key,
        let field = try? Hyperparameter.named(key, in: other)
      else { return .removeLayer(at: 0) }
      return .set(key, field.value(in: other))
    }
  }

  @Test func `what is written reads back as the same session`() throws {
    var random = SeededGenerator(state: 11)
    var count = 0
    for _ in 0..<150 {
      let session = Self.random(using: &random)
      count += session.ledger.entries.count
      let yaml = SessionText.yaml(of: session)
      #expect(throws: Never.self) {
        let read = try SessionText.session(fromBytes: Array(yaml.utf8))
        #expect(read == session, "\(yaml)")
      }
    }
    #expect(count > 300)
  }

  @Test func `a session reads like a preset with a list of changes`() throws {
    var ledger = Ledger(base: ExperimentConfiguration())
    ledger.entries = [
      Ledger.Entry(
        step: 310, author: .person, edit: .set("training.batch_size", .integer(64)),
        values: (.integer(16), .integer(64)), lossBefore: 0.25),
      Ledger.Entry(
        step: 310, author: .advice, edit: .insertLayer(HiddenLayer(units: 8, dropout: 0.5), at: 1),
        values: (.text("32-16"), .text("32-8-16")), lossBefore: nil),
      Ledger.Entry(
        step: 400, author: .schedule, edit: .removeLayer(at: 0),
        values: (.text("32-8-16"), .text("8-16")), lossBefore: 1e-9),
    ]
    let yaml = SessionText.yaml(
      of: SessionDescription(ledger: ledger, threads: nil, steps: 625, status: .completed))
    #expect(
      yaml.hasPrefix(
        """
        # A session of nn-tui: `nn-tui replay FILE` trains it again, to the same bits.
        format: 1
        steps: 625
        threads: auto
        status: completed
        preset:
          data:
            source: breast-cancer
        """))
    #expect(
      yaml.hasSuffix(
        """
        changes:
          - {step: 310, by: person, key: training.batch_size, value: 64, from: 16, loss_before: 0.25}
          - {step: 310, by: advice, insert_layer: 1, units: 8, activation: relu, dropout: 0.5}
          - {step: 400, by: schedule, remove_layer: 0, loss_before: 1.0e-9}

        """), "\(yaml)")
  }

  @Test(arguments: [
    ("", "expected a session"), ("[]", "expected a session of nn-tui, a mapping"),
    ("data: {source: iris}", "expected a session of nn-tui, with 'format: 1', found no format"),
    ("format: 2\npreset: {}", "line 1: expected a session of nn-tui, with 'format: 1', found"),
    ("format: 1", "preset: expected the preset of the session, found none"),
    ("format: 1\nsteps: 1\npreset: {data: {sorce: a}}", "line 3: data.sorce: expected a key"),
    ("format: 1\nstep: 1\npreset: {}", "line 2: step: expected a key of a session"),
    ("format: 1\nsteps: -1\npreset: {}", "line 2: steps: expected a whole number from 0"),
    ("format: 1\nsteps: 1\nthreads: 0\npreset: {}", "line 3: threads: expected a whole number"),
    ("format: 1\nsteps: 1\nstatus: lost\npreset: {}", "line 3: status: expected how a run ended"),
    ("format: 1\nsteps: 1\ninitial_weights: w\npreset: {}", "line 3: initial_weights: expected"),
    (
      "format: 1\nsteps: 1\nsteps: 2\npreset: {}",
      "line 3: steps: expected each key once, found it already on line 2"
    ),
    (
      "format: 1\nsteps: 1\npreset: {}\nchanges: [{step: 1, remove_layer: 9}]",
      "line 4: remove_layer: expected a whole number from 0 to 1, found 9"
    ),
  ])
  func `what is no session is told as such`(yaml: String, message: String) {
    let error = #expect(throws: ConfigurationError.self) {
      try SessionText.session(fromBytes: Array(yaml.utf8))
    }
    let text = error?.problems.map(\.description).joined(separator: "\n") ?? ""
    #expect(text.contains(message), "\(text)")
  }

  @Test func `data lies where it lies, seen from the session's file`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let store = PresetStore(userFolder: nil, builtInSources: ["iris"])
    let file = folder.appendingPathComponent("session.yaml")
    var base = ExperimentConfiguration()
    base.data.source = folder.appendingPathComponent("rows.csv").path
    try Data("a,b\n".utf8).write(to: URL(fileURLWithPath: base.data.source))
    let session = SessionDescription(
      ledger: Ledger(base: base), threads: 1, steps: 3, status: nil)
    let bytes = store.sessionBytes(session, inFolder: folder.path)
    #expect(String(decoding: bytes, as: UTF8.self).contains("source: rows.csv\n"))
    try Data(bytes).write(to: file)
    #expect(try store.session(atPath: file.path) == session)
  }
}

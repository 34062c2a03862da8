import ExperimentModel
import Files
import Foundation
import Testing

@testable import Datasets
@testable import Training

/// What a session says and does where its data, or the version of the program, is another one.
@Suite struct DataFingerprintTests {
  /// A file of rows in a session's scratch folder, and a session on it.
  private final class Rows {
    let scratch: SessionScratch
    let file: String

    init(_ text: String = OlderSession.rows) throws {
      scratch = try SessionScratch()
      file = scratch.path + "/rows.csv"
      try write(text)
    }

    func write(_ text: String) throws {
      try Data(text.utf8).write(to: URL(fileURLWithPath: file))
    }

    var configuration: ExperimentConfiguration {
      var configuration = ExperimentConfiguration()
      configuration.data.source = file
      configuration.network.hidden = [HiddenLayer(units: 3)]
      configuration.training.epochs = 200
      return configuration
    }

    func load(_ record: SourceRecord? = nil) throws -> PreparedData {
      try DatasetLoader().load(configuration.data, record: record)
    }

    func session(_ data: PreparedData) throws -> TrainingSession {
      try TrainingSession(
        configuration: configuration, data: data, options: DataFingerprintTests.options)
    }
  }

  private static var options: SessionOptions {
    var options = SessionOptions()
    options.threads = 1
    return options
  }

  /// Goes on from a checkpoint as a program does that was just started.
  private static func resume(_ checkpoint: SessionCheckpoint) throws -> TrainingSession {
    let data = try DatasetLoader().load(
      checkpoint.configuration.data, record: checkpoint.sourceRecord)
    return try TrainingSession.resuming(checkpoint, data: data, options: options)
  }

  private static func refusal(_ checkpoint: SessionCheckpoint) -> String {
    do {
      _ = try resume(checkpoint)
      return "accepted"
    } catch {
      return "\(error)"
    }
  }

  @Test func `a session of a version that prepared the file in another way is resumed, to the bit`()
    throws
  {
    let rows = try Rows()
    // As another version left it: without a column, and scaled in another way.
    var record = try #require(try rows.load().record())
    record.preparation.columns.removeFirst()
    record.preparation.scales = record.preparation.scales.dropFirst().map { _ in
      InputScale(mean: 0.25, deviation: 0.75)
    }
    var session = try rows.session(try rows.load(record))
    var events: [TrainerEvent] = []
    while session.step < 20 { session.advance(&events, upTo: 20) }
    let bytes = CheckpointFile.bytes(of: session.checkpoint())
    var resumed = try Self.resume(try CheckpointFile.checkpoint(in: bytes))
    #expect(resumed.facts.data.featureNames == session.facts.data.featureNames)
    _ = session.finish()
    _ = resumed.finish()
    #expect(resumed.weights() == session.weights())
    #expect(resumed.checkpoint().data == session.checkpoint().data)
  }

  @Test func `a file that was changed is refused by what changed`() throws {
    let rows = try Rows()
    var session = try rows.session(try rows.load())
    let checkpoint = session.checkpoint()
    #expect(Self.refusal(checkpoint) == "accepted")
    func refusal(_ text: String) throws -> String {
      try rows.write(text)
      return Self.refusal(checkpoint)
    }
    let text = OlderSession.rows
    let data = "expected the data of the session, with"
    #expect(try refusal(text + "40,red,no\n") == "\(data) 12 rows, found 13")
    #expect(
      try refusal(text.replacing("age,", with: "years,"))
        == "\(data) the input 'age', found none of this name")
    #expect(
      try refusal(OlderSession.rowsOfTexts)
        == "\(data) numbers in column 'age', found texts")
    #expect(
      try refusal(text.replacing("happy", with: "glad"))
        == "\(data) the target 'happy', found 'glad'")
    #expect(
      try refusal(text.replacing("yes", with: "maybe"))
        == "\(data) the classes no, yes, found maybe, no")
    #expect(
      try refusal(text.replacing("57", with: "58"))
        == "expected the file of the session, found other values in the same rows and columns")
    try rows.write(text)
    #expect(Self.refusal(checkpoint) == "accepted")
  }

  @Test func `undo across a change of the data does the same preparation again`() throws {
    let rows = try Rows()
    var record = try #require(try rows.load().record())
    record.preparation.scales = record.preparation.scales.map { _ in
      InputScale(mean: 0.25, deviation: 0.75)
    }
    var session = try rows.session(try rows.load(record))
    var events: [TrainerEvent] = []
    while session.step < 5 { session.advance(&events, upTo: 5) }
    let before = session.checkpoint()
    session.apply(
      .change(ConfigurationChange(id: 1, edit: .set("data.source", .text("iris")))), &events)
    #expect(session.facts.data.targetName != "happy")
    try session.restore(before)
    #expect(session.data.prepared.inputScales == record.preparation.scales)
    #expect(session.checkpoint() == before)
  }

  @Test func `a session of the version before is read and goes on, or says what changed`() throws {
    let rows = try Rows()
    func saved() throws -> SessionCheckpoint {
      var saved = try OlderSession.load(in: rows.scratch)
      saved.checkpoint.moveData { _ in rows.file }
      return saved.checkpoint
    }
    let checkpoint = try saved()
    #expect(checkpoint.sourceRecord == nil)
    #expect(checkpoint.stopping.bestEpoch == nil)
    #expect(checkpoint.step > 0)
    var session = try Self.resume(checkpoint)
    var events: [TrainerEvent] = []
    let end = session.step + 10
    while session.step < end { session.advance(&events, upTo: end) }
    // What it saves from here on is known by its bytes.
    #expect(session.checkpoint().sourceRecord?.hash == (try rows.load().record())?.hash)
    func refusal(_ text: String) throws -> String {
      try rows.write(text)
      return Self.refusal(checkpoint)
    }
    let text = OlderSession.rows
    let data = "expected the data of the session, with"
    #expect(try refusal(text + "40,red,no\n") == "\(data) 12 rows, found 13")
    // Its values are the same, and it knows no more.
    #expect(try refusal(text.replacing("happy", with: "glad")) == "accepted")
    #expect(
      try refusal(OlderSession.rowsOfTexts)
        == "\(data) numbers in column 'age', found texts")
    #expect(
      try refusal(text.replacing("57", with: "58"))
        == "expected the values of the session in the same rows and columns, found others: the "
        + "file has changed or is prepared another way")
  }

  @Test func `networks of one run share what their data is recognised by`() throws {
    let rows = try Rows()
    var configuration = rows.configuration
    configuration.training.repeats = 3
    var session = try TrainingSession(
      configuration: configuration, data: try rows.load(), options: Self.options)
    let checkpoint = session.checkpoint()
    let bytes = CheckpointFile.bytes(of: checkpoint)
    #expect(try CheckpointFile.checkpoint(in: bytes) == checkpoint)
    #expect(checkpoint.copies.count == 2)
    #expect(checkpoint.copies.allSatisfy { $0.data == checkpoint.data })
    #expect(Self.refusal(checkpoint) == "accepted")
    var mixed = checkpoint
    mixed.copies[1].data = .values(hash: 1, nil)
    #expect(Self.refusal(mixed) == "expected the data of one run, found that of others")
  }
}

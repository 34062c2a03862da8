import Datasets
import ExperimentModel
import Numerics
import Presets
import Training

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Prints for each shipped preset how long a step takes, the copy that saving makes between two
/// steps, what another thread then makes of it for the disk, a change with its checkpoint, and an undo;
/// and fails where the copy takes longer than a step.
///
///     checkpoint-benchmark [PRESET ...]
///
/// Microseconds, the median of many and, less moved by what else the machine does, the least. A preset
/// whose data is not on this machine is left out.
@main
struct CheckpointBenchmark {
  static func main() throws {
    OpenBLAS.prepare()
    let names = Set(CommandLine.arguments.dropFirst())
    let store = PresetStore(
      userFolder: nil, builtInSources: Set(BuiltInDataset.all.map(\.name)))
    print(
      "preset             state kB      step  (least)     copy  (least)    fresh    bytes   change     undo"
    )
    var isWithin = true
    for listing in store.list() where names.isEmpty || names.contains(listing.name) {
      guard var configuration = try? store.load(listing.name) else { continue }
      configuration.training.epochs = 1_000_000_000
      configuration.training.earlyStopping = nil
      configuration.training.evaluateEvery = 0
      guard let data = try? DatasetLoader().load(configuration.data) else {
        print("\(column(listing.name, 18)) no data")
        continue
      }
      let times = try Times(configuration, data)
      print(times.line(listing.name))
      isWithin = isWithin && times.copy.median <= times.step.median
    }
    guard isWithin else {
      print("A copy takes longer than a step.")
      exit(1)
    }
  }
}

/// What was measured of one preset.
struct Times {
  var step: Timing
  var copy: Timing
  /// A copy to memory that was never used, as the first ones are.
  var fresh: Timing
  /// What the writer's thread makes of a copy.
  var bytes: Timing
  var change: Timing
  var undo: Timing
  var byteCount: Int

  init(_ configuration: ExperimentConfiguration, _ data: PreparedData) throws {
    var session = try TrainingSession(
      configuration: configuration, data: data, options: SessionOptions())
    var events: [TrainerEvent] = []
    func train(_ count: Int) {
      session.advance(&events, upTo: session.step + count)
      events.removeAll(keepingCapacity: true)
    }
    while session.step < 200 { train(1) }
    step = Timing(of: 2_000) { train(1) }
    // As the saver does: in place of a state that was written meanwhile.
    var state = session.checkpoint()
    copy = Timing(of: 500, before: { train(1) }, work: { session.checkpoint(inPlaceOf: &state) })
    var unused: [SessionCheckpoint] = []
    fresh = Timing(of: 50, before: { train(1) }, work: { unused.append(session.checkpoint()) })
    var count = 0
    bytes = Timing(of: 50) { count = CheckpointFile.bytes(of: unused[0]).count }
    byteCount = count
    let edit = ConfigurationEdit.set(
      "training.optimizer.learning_rate", .real(configuration.training.optimizer.learningRate))
    var id = 0
    func obey(_ command: TrainerCommand) {
      session.apply(command, &events)
      events.removeAll(keepingCapacity: true)
    }
    func makeChange() {
      id += 1
      obey(.change(ConfigurationChange(id: id, edit: edit)))
    }
    change = Timing(of: 50, before: { train(1) }, work: makeChange)
    undo = Timing(
      of: 50,
      before: {
        makeChange()
        train(1)
      }, work: { obey(.undo) })
  }

  func line(_ name: String) -> String {
    let numbers = [
      step.median, step.least, copy.median, copy.least, fresh.median, bytes.median, change.median,
      undo.median,
    ]
    return column(name, 18) + number(Double(byteCount) / 1_000, 9)
      + numbers.map { number($0, 9) }.joined()
  }
}

/// Microseconds of something done many times.
struct Timing {
  var median: Double
  var least: Double

  init(of count: Int, before prepare: () -> Void = {}, work: () -> Void) {
    let clock = ContinuousClock()
    let times = (0..<count).map { _ in
      prepare()
      return clock.measure(work) / .microseconds(1)
    }.sorted()
    median = times[count / 2]
    least = times[0]
  }
}

private func column(_ text: String, _ width: Int) -> String {
  text + String(repeating: " ", count: max(width - text.count, 0))
}

private func number(_ value: Double, _ width: Int) -> String {
  let tenths = Int((value * 10).rounded())
  let text = "\(tenths / 10).\(tenths % 10)"
  return String(repeating: " ", count: max(width - text.count, 1)) + text
}

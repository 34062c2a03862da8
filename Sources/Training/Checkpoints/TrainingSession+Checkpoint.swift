public import Datasets
import ExperimentModel
import NeuralNetwork
import Numerics

extension TrainingSession {
  /// The state between two steps, from which a session goes on with the same bits.
  ///
  /// Cost: a copy of weights, optimizer memory and batch order; with the first one of a data set a
  /// look at its file.
  public mutating func checkpoint() -> SessionCheckpoint {
    var arrays = CheckpointArrays()
    return checkpoint(in: &arrays)
  }

  /// The same in the place of an older one.
  ///
  /// Cost: the copy alone; of large networks a fraction of one to memory that was not used before.
  public mutating func checkpoint(inPlaceOf old: inout SessionCheckpoint) {
    var arrays = CheckpointArrays()
    swap(&arrays.network, &old.network)
    swap(&arrays.slots, &old.optimizer.slots)
    swap(&arrays.order, &old.batches.order)
    swap(&arrays.copies, &old.copies)
    old = checkpoint(in: &arrays)
  }

  /// The state of the first network alone.
  mutating func checkpointWithoutCopies() -> SessionCheckpoint {
    var arrays = CheckpointArrays()
    return checkpoint(in: &arrays, copies: [])
  }

  private mutating func checkpoint(
    in arrays: inout CheckpointArrays, copies: [SeedCopy]? = nil
  ) -> SessionCheckpoint {
    let copies = copies ?? self.copies
    let fingerprint = fingerprint()
    model.network.state.copy(into: &arrays.network)
    model.optimizer.state.copy(into: &arrays.slots)
    data.batches.copyOrder(into: &arrays.order)
    for (index, copy) in copies.enumerated() {
      copy.session.data.fingerprint = fingerprint
      if arrays.copies.indices.contains(index) {
        copy.session.checkpoint(inPlaceOf: &arrays.copies[index])
      } else {
        arrays.copies.append(copy.session.checkpoint())
      }
    }
    arrays.copies.removeLast(arrays.copies.count - copies.count)
    return SessionCheckpoint(
      configuration: configuration, ledger: ledger, schedule: schedule,
      counters: counters, standing: phase, trainingSeconds: clock.now, data: fingerprint,
      network: arrays.network,
      optimizer: SessionCheckpoint.OptimizerState(
        slots: arrays.slots, products: model.optimizer.products),
      batches: data.batches.state(withOrder: arrays.order),
      weightStream: model.weightStream.state, recorder: recorder,
      stopping: stopping, plateau: plateau, copies: arrays.copies)
  }

  /// A session that goes on from a checkpoint, beside the one that made it or after it.
  ///
  /// Nothing is told of what was before: its first events are those of the next step. `prepared` is
  /// shared with the sessions that have it, but for the targets.
  ///
  /// - Throws: what of the checkpoint does not fit the data.
  public static func resuming(
    _ checkpoint: SessionCheckpoint, data prepared: PreparedData, options: SessionOptions
  ) throws(CheckpointError) -> TrainingSession {
    var options = options
    options.initialWeights = nil
    let found = DataFingerprint(prepared)
    // First, for with other data much else does not fit either.
    try checkpoint.checkData(prepared, found)
    var session = try begun(checkpoint.configuration, prepared, options)
    session.data.fingerprint = found
    try session.restore(checkpoint)
    session.pending = []
    if !checkpoint.ledger.entries.isEmpty { session.changes.cutOff() }
    return session
  }

  static func begun(
    _ configuration: ExperimentConfiguration, _ prepared: PreparedData, _ options: SessionOptions
  ) throws(CheckpointError) -> TrainingSession {
    do {
      return try TrainingSession(configuration: configuration, data: prepared, options: options)
    } catch {
      throw .configuration(error)
    }
  }

  /// Takes over a checkpoint, of this run or of another.
  ///
  /// Other data is loaded where the checkpoint was made with other data. Changes made so far can no
  /// longer be undone.
  ///
  /// - Throws: why it cannot be; the session is then as it was before.
  public mutating func restore(_ checkpoint: SessionCheckpoint) throws(CheckpointError) {
    try putBack(checkpoint)
    changes.removeAll()
    // Who has not heard of the run yet is to hear of the one that is.
    if !pending.isEmpty { pending = [.started(facts)] }
  }

  /// The memory that ``checkpoint()`` would take, in bytes.
  var checkpointByteCount: Int {
    let numbers =
      model.network.state.count + model.optimizer.state.count + data.batches.rowCount
      + stopping.bestState.count
    return copies.reduce(4 * numbers + ledger.byteCount) { $0 + $1.session.checkpointByteCount }
  }

  mutating func putBack(_ checkpoint: SessionCheckpoint) throws(CheckpointError) {
    if checkpoint.configuration.needsOtherData(than: configuration) {
      let prepared: PreparedData
      do {
        prepared = try load(checkpoint.configuration, record: checkpoint.sourceRecord)
      } catch {
        throw CheckpointError(error)
      }
      let found = DataFingerprint(prepared)
      try checkpoint.check(against: prepared, found)
      data = SessionData(prepared, checkpoint.configuration)
      data.fingerprint = found
    } else {
      try checkpoint.check(against: data.prepared, fingerprint())
    }
    take(checkpoint)
  }

  mutating func take(_ checkpoint: SessionCheckpoint) {
    configuration = checkpoint.configuration
    ledger = checkpoint.ledger
    schedule = checkpoint.schedule
    let shape = checkpoint.shape(for: data.prepared)
    if shape != model.network.shape {
      evaluator = Evaluator(shape, options)
    }
    model = Model(empty: shape, configuration, rows: data.batches.rowCount)
    model.network.state.copy(from: checkpoint.network.span)
    model.optimizer.state.copy(from: checkpoint.optimizer.slots.span)
    model.optimizer.products = checkpoint.optimizer.products
    model.weightStream = RandomStream(state: checkpoint.weightStream)
    data.batches.restore(checkpoint.batches)
    data.batches.reserveBatch(rows: model.network.batchCapacity)
    data.treatment = BatchTreatment(
      data.prepared, configuration.training, rows: model.network.batchCapacity)
    counters = checkpoint.counters
    clock = RunClock(trainingSeconds: checkpoint.trainingSeconds)
    recorder = checkpoint.recorder
    stopping = checkpoint.stopping
    plateau = checkpoint.plateau
    phase = checkpoint.standing
    copies = copies(from: checkpoint.copies)
  }

  /// Looks at the rows now, so that the first checkpoint takes no longer than the others.
  mutating func prepareCheckpoints() { _ = fingerprint() }

  private mutating func fingerprint() -> DataFingerprint {
    if let known = data.fingerprint { return known }
    let found = DataFingerprint(data.prepared)
    data.fingerprint = found
    return found
  }
}

/// What of a checkpoint takes memory, to be filled.
private struct CheckpointArrays {
  var network: [Float] = []
  var slots: [Float] = []
  var order: [Int32] = []
  var copies: [SessionCheckpoint] = []
}

extension SessionCheckpoint {
  fileprivate func shape(for data: PreparedData) -> NetworkShape {
    NetworkShape(
      configuration.network, inputCount: data.facts.featureNames.count,
      outputCount: data.facts.outputCount)
  }

  /// Checks that data is that of the checkpoint.
  fileprivate func checkData(
    _ prepared: PreparedData, _ found: DataFingerprint
  ) throws(CheckpointError) {
    if let (expected, found) = data.difference(from: prepared, found) {
      throw .mismatch(expected: expected, found: found)
    }
  }

  /// Compares everything that memory is laid out by with the data it is to go on with.
  fileprivate func check(
    against prepared: PreparedData, _ found: DataFingerprint? = nil
  ) throws(CheckpointError) {
    if let found { try checkData(prepared, found) }
    do {
      try TrainingSession.check(configuration, against: prepared)
    } catch {
      throw .configuration(error)
    }
    let shape = shape(for: prepared)
    let parameters = shape.parameterCount
    try expect(network.count, parameters + shape.statisticCount, "numbers of the network")
    try expect(
      optimizer.slots.count, configuration.training.optimizer.name.slotCount * parameters,
      "numbers of the optimizer")
    if !stopping.bestState.isEmpty {
      try expect(stopping.bestState.count, network.count, "numbers of the best network")
    }
    try expect(batches.order.count, prepared.train.rowCount, "rows in an epoch")
    guard batches.order.isPermutation, 0...batches.order.count ~= batches.position else {
      throw .mismatch(expected: "an epoch that has each row once", found: "another one")
    }
    for (index, copy) in copies.enumerated() {
      guard copy.configuration == configuration.copy(index + 1) else {
        throw .mismatch(expected: "the networks of one run", found: "others")
      }
      guard copy.data.isSame(as: data) else {
        throw .mismatch(expected: "the data of one run", found: "that of others")
      }
      try copy.check(against: prepared)
    }
    try expect(copies.count, configuration.training.repeats - 1, "networks beside the first")
    guard counts.allSatisfy({ Self.largestCounts.contains($0) }),
      recorder.firstStep <= recorder.lastStep, recorder.lastStep <= counters.step
    else {
      throw .mismatch(expected: "counts of a run", found: "counts that no run reaches")
    }
  }

  private func expect(
    _ count: Int, _ right: Int, _ what: String
  ) throws(CheckpointError) {
    guard count == right else {
      throw .mismatch(expected: "\(right) \(what)", found: "\(count)")
    }
  }

  private var counts: [Int] {
    [
      counters.step, counters.epoch, counters.stepInEpoch, counters.samples, recorder.firstStep,
      recorder.lastStep, recorder.end, stopping.evaluationsWithoutGain,
      plateau.evaluationsWithoutGain,
      optimizer.products.updates,
    ]
  }

  // Sums and products of two of these still fit.
  private static let largestCounts = 0...(1 << 48)
}

extension [Int32] {
  /// Whether it holds each number from 0 up to its count once.
  fileprivate var isPermutation: Bool {
    var isSeen = [Bool](repeating: false, count: count)
    for number in self {
      guard number >= 0, number < count, !isSeen[Int(number)] else { return false }
      isSeen[Int(number)] = true
    }
    return true
  }
}

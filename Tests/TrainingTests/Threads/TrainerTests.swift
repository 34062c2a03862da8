import Datasets
import Dispatch
import ExperimentModel
import Synchronization
import Testing

@testable import Training

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Seconds of processor time that the calling thread has used.
private func threadSeconds() -> Double {
  var time = timespec()
  unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// A trainer with somebody who waits for what it says.
private final class Listener: Sendable {
  private let woken = DispatchSemaphore(value: 0)
  private let secondsAtWake = Locked(0.0)
  private let wakeCount = Atomic<Int>(0)
  private let heard = Locked<[TrainerEvent]>([])

  func wake() {
    secondsAtWake.withLock { $0 = threadSeconds() }
    wakeCount.add(1, ordering: .relaxed)
    woken.signal()
  }

  /// Processor time of the trainer's thread when it last had something to say.
  var trainerSeconds: Double { secondsAtWake.withLock { $0 } }

  var wakes: Int { wakeCount.load(ordering: .relaxed) }

  var events: [TrainerEvent] { heard.withLock { $0 } }

  /// Waits until an event comes of which the outline begins so; gives up after a minute.
  func wait(for beginning: String, from trainer: Trainer) -> TrainerEvent? {
    while true {
      let new = trainer.drainEvents()
      heard.withLock { $0 += new }
      if let event = new.first(where: { $0.outline.hasPrefix(beginning) }) { return event }
      guard woken.wait(timeout: .now() + .seconds(60)) == .success else { return nil }
    }
  }
}

private func makeTrainer(
  _ configuration: ExperimentConfiguration, _ listener: Listener
) throws -> Trainer {
  var options = SessionOptions()
  options.threads = 1
  return Trainer(
    configuration: configuration, data: try DatasetLoader().load(configuration.data),
    options: options, wake: { listener.wake() })
}

extension [TrainerEvent] {
  fileprivate var appliedIDs: [Int] {
    compactMap { event in
      guard case .changeApplied(let applied) = event else { return nil }
      return applied.change.id
    }
  }
}

private let endless = smallConfiguration {
  $0.training.epochs = 1_000_000
  $0.training.evaluateEvery = 0
}

@Suite struct `A trainer` {
  @Test func `tells across threads exactly what its session would`() throws {
    let configuration = smallConfiguration { $0.training.epochs = 50 }
    let listener = Listener()
    let trainer = try makeTrainer(configuration, listener)
    #expect(listener.wait(for: "ended completed at 150", from: trainer) != nil)
    trainer.stopAndWait()
    var session = try makeSession(configuration)
    let expected = session.finish()
    #expect(listener.events.outlines == expected.outlines)
    #expect(listener.events.losses == expected.losses)
    #expect(trainer.progress()?.step == 150)
    #expect(trainer.drainEvents() == [])
  }

  @Test func `waits without the processor while paused`() throws {
    let listener = Listener()
    let trainer = try makeTrainer(endless, listener)
    trainer.send(.pause)
    let event = listener.wait(for: "paused", from: trainer)
    guard case .paused(let step) = event else {
      Issue.record("\(String(describing: event))")
      return
    }
    let (seconds, wakes) = (listener.trainerSeconds, listener.wakes)
    // Another one trains meanwhile, for as much processor time as this one would use if it spun.
    let busy = Listener()
    let other = try makeTrainer(smallConfiguration { $0.training.epochs = 5_000 }, busy)
    #expect(busy.wait(for: "ended", from: other) != nil)
    other.stopAndWait()
    #expect(listener.wakes == wakes)
    #expect(trainer.progress()?.step == step)
    trainer.send(.stepOnce)
    #expect(listener.wait(for: "paused at \(step + 1)", from: trainer) != nil)
    #expect(busy.trainerSeconds > 0)
    #expect(listener.trainerSeconds - seconds < busy.trainerSeconds / 4)
    trainer.stopAndWait()
  }

  @Test func `obeys commands in their order, each once`() throws {
    let listener = Listener()
    let trainer = try makeTrainer(endless, listener)
    trainer.send(.pause)
    for id in 1...200 {
      trainer.send(
        .change(
          ConfigurationChange(
            id: id, edit: .set("training.batch_size", .integer(1 + id % 19)))))
    }
    trainer.send(.undo)
    #expect(listener.wait(for: "undone", from: trainer) != nil)
    trainer.stopAndWait()
    #expect(listener.events.appliedIDs == Array(1...200))
  }

  @Test(arguments: [Duration.zero, .seconds(100)])
  func `leaves undone what was asked for before the end, where it takes too long`(
    patience: Duration
  ) throws {
    var ways = TrainerWays(wake: {})
    ways.patience = patience
    for id in 1...3 {
      ways.send(
        .change(ConfigurationChange(id: id, edit: .set("training.batch_size", .integer(id)))))
    }
    ways.send(.stop)
    var loop = TrainerLoop(try makeSession(endless), ways)
    loop.serve()
    let events = ways.events.drain()
    #expect(events.appliedIDs == (patience == .zero ? [] : [1, 2, 3]))
    #expect(events.last?.outline.hasPrefix("ended stopped") == true)
  }

  @Test func `ends when told to, in the middle of a run`() throws {
    let listener = Listener()
    let trainer = try makeTrainer(endless, listener)
    #expect(listener.wait(for: "started", from: trainer) != nil)
    trainer.stopAndWait()
    let last = trainer.drainEvents().last
    guard case .ended(let end) = last else {
      Issue.record("\(String(describing: last))")
      return
    }
    #expect(end.status == .stopped)
    trainer.stopAndWait()
  }

  @Test func `ends at once while data is being loaded, with the run as it was`() throws {
    let listener = Listener()
    let (begun, gate) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    defer { gate.signal() }
    var options = SessionOptions()
    options.loader = DataLoader {
      { request in
        begun.signal()
        gate.wait()
        return .failure(.abandoned(request.configuration.source))
      }
    }
    let trainer = Trainer(
      configuration: endless, data: try DatasetLoader().load(endless.data), options: options,
      wake: { listener.wake() })
    #expect(listener.wait(for: "started", from: trainer) != nil)
    trainer.send(.open(smallConfiguration { $0.data.source = "circles" }))
    trainer.send(.open(smallConfiguration { $0.data.source = "spiral" }))
    #expect(begun.wait(timeout: .now() + .seconds(60)) == .success)
    #expect(returns { trainer.stopAndWait() })
    let last = trainer.drainEvents().outlines.filter {
      $0.hasPrefix("open") || $0.hasPrefix("ended")
    }
    #expect(last.dropLast() == ["open failed", "open failed"])
    #expect(last.last?.hasPrefix("ended stopped") == true)
  }

  @Test func `says so where there is nothing to train, and can still be ended`() throws {
    let listener = Listener()
    let trainer = try makeTrainer(smallConfiguration { $0.training.loss = .huber }, listener)
    #expect(listener.wait(for: "open failed", from: trainer) != nil)
    #expect(returns { trainer.stopAndWait() })
  }
}

import Datasets
import Dispatch
import ExperimentModel
import Testing
import Training

private let request = LensRequest(
  id: 1,
  axes: [
    LensAxis(
      key: "training.optimizer.learning_rate", values: [.real(0.002), .real(0.02), .real(0.2)],
      current: 1)
  ])

@Suite struct `A trainer with a lens` {
  private let news = DispatchSemaphore(value: 0)

  private func makeTrainer(_ configuration: ExperimentConfiguration) throws -> Trainer {
    var options = SessionOptions()
    options.threads = 1
    let news = news
    return Trainer(
      configuration: configuration, data: try DatasetLoader().load(configuration.data),
      options: options, wake: { news.signal() })
  }

  /// Waits for the end of the run, or for a report that satisfies a condition.
  private func events(of trainer: Trainer) -> [TrainerEvent] {
    var events: [TrainerEvent] = []
    while events.end == nil {
      events += trainer.drainEvents()
      guard events.end == nil else { break }
      guard news.wait(timeout: .now() + .seconds(60)) == .success else { break }
    }
    return events
  }

  private func report(of trainer: Trainer, where isMeant: (LensReport) -> Bool) -> LensReport? {
    while true {
      if let report = trainer.drainLensReports().last(where: isMeant) { return report }
      guard news.wait(timeout: .now() + .seconds(60)) == .success else { return nil }
    }
  }

  @Test func `trains the same bits as without one`() throws {
    let configuration = smallConfiguration { $0.training.epochs = 400 }
    let watched = try makeTrainer(configuration)
    watched.openLens(request)
    for _ in 0..<20 { watched.openLens(request) }
    let seen = events(of: watched)
    watched.stopAndWait()
    var session = try makeSession(configuration)
    #expect(seen.losses == session.finish().losses)
  }

  @Test func `shows it while it trains, and while it waits`() throws {
    let trainer = try makeTrainer(
      smallConfiguration {
        $0.training.epochs = 1_000_000
        $0.training.evaluateEvery = 0
      })
    trainer.openLens(request)
    #expect(report(of: trainer) { $0.epochs.count > 5 } != nil)
    trainer.send(.pause)
    var later = request
    later.id = 2
    trainer.openLens(later)
    let last = report(of: trainer) { $0.id == 2 && $0.phase == .finished }
    #expect(last?.trials.count == 3)
    trainer.stopAndWait()
  }

  @Test func `does not look at weights that are not finite`() throws {
    let trainer = try makeTrainer(
      smallConfiguration {
        $0.data.source = "plane"
        $0.network.hidden = [HiddenLayer(units: 6, activation: .relu)]
        $0.training.optimizer = OptimizerConfiguration(.sgd)
        $0.training.optimizer.learningRate = 1e30
      })
    #expect(events(of: trainer).end?.status == .diverged)
    trainer.openLens(request)
    let refused = report(of: trainer) { _ in true }
    #expect(refused?.phase == .refused(reason: "The loss is not finite: r starts again."))
    trainer.stopAndWait()
  }
}

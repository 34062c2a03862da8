import ExperimentModel
import NeuralNetwork
import Testing

@Suite struct `Learning-rate schedules` {
  @Test(arguments: scheduleFigures)
  func `give each step the rate of the reference`(figure: ScheduleFigure) {
    let rates = (0..<24).map { step in
      figure.schedule.learningRate(
        base: 0.08, at: SchedulePosition(epoch: step / 4, step: step, totalSteps: 24))
    }
    for (found, expected) in zip(rates, figure.rates) {
      #expect(abs(found - expected) < 1e-8 * expected + 1e-12)
    }
    #expect(rates.count == figure.rates.count)
  }

  @Test(arguments: ScheduleName.allCases)
  func `are constant within an epoch where they say so`(name: ScheduleName) {
    let schedule = ScheduleConfiguration(name)
    let rates = (4..<8).map { step in
      schedule.learningRate(
        base: 0.1, at: SchedulePosition(epoch: 1, step: step, totalSteps: 24))
    }
    #expect((Set(rates).count == 1) == schedule.isConstantWithinEpoch)
  }

  @Test func `reduce by the plateau's factor, not under the minimum`() {
    var schedule = ScheduleConfiguration(.reduceOnPlateau)
    schedule.minimum = 0.002
    let start = SchedulePosition(epoch: 0, step: 0, totalSteps: 10)
    #expect(schedule.learningRate(base: 0.1, at: start) == 0.1)
    #expect(schedule.learningRate(base: 0.1, at: start, plateauFactor: 0.5) == 0.05)
    #expect(schedule.learningRate(base: 0.1, at: start, plateauFactor: 0.001) == 0.002)
    #expect(schedule.learningRate(base: 0.001, at: start, plateauFactor: 0.001) == 0.001)
  }
}

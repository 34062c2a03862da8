import ExperimentModel
import Testing

@Suite struct EventSizeTests {
  @Test func `an event is not much larger than what comes most often`() {
    let largest = MemoryLayout<EpochReport>.stride + 16
    #expect(MemoryLayout<TrainerEvent>.stride <= largest)
    #expect(MemoryLayout<TwinEvent>.stride <= largest)
  }
}

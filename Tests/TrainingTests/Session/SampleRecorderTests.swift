import ExperimentModel
import Testing

@testable import Training

@Suite struct `Loss samples` {
  private static func samples(
    steps: Int
  ) -> [(steps: ClosedRange<Int>, losses: LossRange)] {
    var recorder = SampleRecorder()
    var samples: [(steps: ClosedRange<Int>, losses: LossRange)] = []
    for step in 1...steps where recorder.add(Double(step), step: step) {
      if let sample = recorder.take() { samples.append(sample) }
    }
    if let rest = recorder.take() { samples.append(rest) }
    return samples
  }

  @Test(arguments: [1, 2047, 2048, 2049, 4096, 4097, 10_000, 100_003])
  func `tile the steps without gap or overlap`(steps: Int) {
    var next = 1
    for sample in Self.samples(steps: steps) {
      #expect(sample.steps.lowerBound == next)
      next = sample.steps.upperBound + 1
    }
    #expect(next == steps + 1)
  }

  @Test func `keep minimum, maximum and mean`() {
    for sample in Self.samples(steps: 9000) {
      let (first, last) = (Double(sample.steps.lowerBound), Double(sample.steps.upperBound))
      #expect(
        sample.losses == LossRange(minimum: first, maximum: last, mean: (first + last) / 2))
    }
  }

  @Test func `are about a thousand more each time the run doubles`() {
    let counts = [2048, 4096, 8192, 16_384, 1_048_576].map { Self.samples(steps: $0).count }
    #expect(counts[0] == 2048)
    for (shorter, longer) in zip(counts, counts[1...3]) {
      #expect((1000...1050).contains(longer - shorter))
    }
    #expect(counts[4] < 12_000)
  }

  @Test func `of a step end where its number says, whatever came before`() {
    for step in [1, 77, 2048, 2049, 5000, 123_456] {
      let end = SampleRecorder.lastStep(ofSampleWith: step)
      #expect(end >= step)
      #expect(SampleRecorder.lastStep(ofSampleWith: end) == end)
    }
  }
}

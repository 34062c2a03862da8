/// The course of a value over a run of any length, in bounded memory.
///
/// Neighbouring buckets merge in pairs when there is no more room, so a long run costs what a short
/// one does, and smallest and largest values survive. The newest samples are also kept as they are,
/// for a close look at the end of a long run.
struct History: Sendable, Equatable {
  /// Buckets at most; an even number.
  let capacity: Int
  /// The buckets, oldest first.
  private(set) var buckets: [HistoryBucket] = []
  /// The newest sample.
  private(set) var last: HistorySample?
  /// Samples a full bucket holds.
  private(set) var samplesPerBucket = 1
  /// The newest samples, oldest first once turned to start at `oldest`.
  private var ring: [HistorySample] = []
  private var oldest = 0

  init(capacity: Int = 1_024) {
    precondition(capacity >= 2 && capacity.isMultiple(of: 2), "an even capacity, got \(capacity)")
    self.capacity = capacity
  }

  var isEmpty: Bool { buckets.isEmpty }

  /// The memory it takes, in bytes.
  var byteCount: Int {
    buckets.count * MemoryLayout<HistoryBucket>.stride
      + ring.count * MemoryLayout<HistorySample>.stride
  }

  /// Forgets the samples after a step, and those gathered with them.
  mutating func cut(after step: Int) {
    buckets.removeAll { $0.lastStep > step }
    ring = recent.filter { $0.lastStep <= step }
    // A ring that is not full grows at its end, which is where the newest sample is now.
    oldest = 0
    last = ring.last
  }

  mutating func append(_ sample: HistorySample) {
    last = sample
    remember(sample)
    if let open = buckets.last, open.sampleCount < samplesPerBucket {
      buckets[buckets.count - 1].add(sample)
      return
    }
    if buckets.count == capacity { mergePairs() }
    // After merging, the last bucket is full again: capacity is even.
    buckets.append(HistoryBucket(sample))
  }

  /// The samples at the end of the run, one by one, oldest first.
  var recent: [HistorySample] { Array(ring[oldest...] + ring[..<oldest]) }

  /// The first step of which `recent` tells.
  var firstRecentStep: Int? { ring.isEmpty ? nil : ring[oldest].firstStep }

  private mutating func remember(_ sample: HistorySample) {
    if ring.count < capacity / 2 {
      ring.append(sample)
    } else {
      ring[oldest] = sample
      oldest = (oldest + 1) % ring.count
    }
  }

  private mutating func mergePairs() {
    for index in 0..<capacity / 2 {
      buckets[index] = buckets[2 * index]
      buckets[index].merge(buckets[2 * index + 1])
    }
    buckets.removeLast(capacity / 2)
    samplesPerBucket *= 2
  }
}

import TerminalUI

extension History {
  /// The points of a curve from a place on the axis on.
  ///
  /// Where the newest samples reach back that far, they are shown one by one. A bucket with values
  /// that are not finite gives a gap beside its finite part. The last point is the newest value.
  func points(on axis: ProgressAxis, from start: Double) -> [ChartPoint] {
    if let first = firstRecentX(on: axis), start > first, samplesPerBucket > 1 {
      return recent.compactMap { sample in
        let x = sample.x(on: axis)
        guard x >= start else { return nil }
        let mean = sample.isFinite ? sample.mean : .nan
        return ChartPoint(x: x, minimum: sample.minimum, maximum: sample.maximum, mean: mean)
      }
    }
    var points: [ChartPoint] = []
    points.reserveCapacity(buckets.count + 2)
    for bucket in buckets {
      let x = bucket.x(on: axis)
      guard x >= start else { continue }
      if bucket.mean.isFinite {
        points.append(
          ChartPoint(x: x, minimum: bucket.minimum, maximum: bucket.maximum, mean: bucket.mean))
      }
      if bucket.hasGap { points.append(ChartPoint(x: x, y: .nan)) }
    }
    if let last, let bucket = buckets.last, bucket.sampleCount > 1, last.isFinite {
      points.append(ChartPoint(x: last.x(on: axis), y: last.mean))
    }
    return points
  }

  private func firstRecentX(on axis: ProgressAxis) -> Double? {
    guard let step = firstRecentStep else { return nil }
    return axis == .step ? Double(step) : recent.first?.x(on: axis)
  }
}

extension HistorySample {
  func x(on axis: ProgressAxis) -> Double {
    switch axis {
    case .step: Double(lastStep)
    case .epoch: epoch
    case .seconds: seconds
    }
  }
}

extension HistoryBucket {
  // A bucket of many samples stands in their middle, a single one where it ended.
  func x(on axis: ProgressAxis) -> Double {
    switch axis {
    case .step: sampleCount > 1 ? Double(firstStep + lastStep) / 2 : Double(lastStep)
    case .epoch: epoch
    case .seconds: seconds
    }
  }
}

import ExperimentModel

/// What is looked at through a lens.
struct LensState: Sendable, Equatable {
  /// The trials asked for; `nil` where the field has none.
  var request: LensRequest?
  /// What they have come to so far.
  var report: LensReport?
  /// Why there are none.
  var refusal: String?
  /// The fields, one or two.
  var keys: [HyperparameterKey]
  /// The trial that Enter takes.
  var selected: Int
  /// Values wanted of each field.
  var valueCount = LensRequest.fanCount
  /// Whether the field under the cursor is being chosen to go with the first one.
  var isPairing = false

  /// Whether trials are being trained, or asked for.
  var isOpen: Bool { request != nil }

  init(_ request: LensRequest, valueCount: Int) {
    self.request = request
    self.valueCount = valueCount
    keys = request.axes.map(\.key)
    selected = request.currentTrial
  }

  /// A lens on a field that has no trials.
  init(_ key: HyperparameterKey, refusal: String) {
    keys = [key]
    selected = 0
    self.refusal = refusal
  }
}

/// What a lens on one field says.
enum LensVerdict: Sendable, Equatable {
  /// Nothing was trained yet.
  case unknown
  /// The value in force is the best.
  case here
  /// The best is this trial, but chance may have carried it there.
  case cannotTell(best: Int)
  /// This trial is better than the one that changes nothing.
  case better(Int)

  /// Standard errors that a difference has to be apart: chance alone gets there once in twenty times.
  static let errors = 2.0

  init(_ request: LensRequest, _ report: LensReport) {
    let current = request.currentTrial
    guard let best = report.best else {
      self = .unknown
      return
    }
    if best != current {
      self = report.trials[best].isApart ? .better(best) : .cannotTell(best: best)
      return
    }
    let others = report.trials.indices.filter { $0 != current && report.trials[$0].refusal == nil }
    let isAlone = others.contains { report.trials[$0].isApart }
    self = isAlone ? .here : .cannotTell(best: best)
  }
}

extension LensTrial {
  /// Whether it is further from the trial that changes nothing than chance would carry it.
  var isApart: Bool {
    guard difference.isFinite else { return refusal == nil && !scores.isEmpty }
    guard let standardError else { return false }
    return difference.magnitude > LensVerdict.errors * standardError
  }
}

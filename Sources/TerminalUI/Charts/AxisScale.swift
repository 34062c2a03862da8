import Platform

/// How values are laid along an axis.
public struct AxisScale: Hashable, Sendable {
  /// What equal distances on the axis mean.
  public enum Kind: Hashable, Sendable {
    /// Equal differences.
    case linear
    /// Equal ratios; only positive values have a place.
    case logarithmic
  }

  /// What equal distances mean.
  public let kind: Kind
  /// The value at the axis' start.
  public let lower: Double
  /// The value at the axis' end, greater than `lower`.
  public let upper: Double
  // Every dot of a curve asks for its share: what both need is computed once.
  private let start: Double
  private let span: Double

  /// A scale for values between two bounds, whatever these are.
  ///
  /// Bounds that are equal are moved apart; bounds that the kind cannot show, or that are not
  /// finite, are replaced by those of an empty axis.
  public init(_ kind: Kind, from lower: Double, to upper: Double) {
    self.kind = kind
    var low = min(lower, upper)
    var high = max(lower, upper)
    let canShow =
      low.isFinite && high.isFinite && (high - low).isFinite && (kind == .linear || low > 0)
    if !canShow { (low, high) = kind == .linear ? (0, 1) : (0.1, 1) }
    // Closer together than this, labels would need more digits than a number has.
    if kind == .linear, high - low <= max(low.magnitude * 1e-9, high.magnitude * 1e-9, 1e-290) {
      let margin = low.magnitude < 1e-280 ? 0.5 : low.magnitude * 0.1
      (low, high) = (low - margin, high + margin)
    }
    if kind == .logarithmic, high / low < 1 + 1e-9 { (low, high) = (low / 2, high * 2) }
    self.lower = max(low, -1e300)
    self.upper = min(high, 1e300)
    start = kind == .linear ? self.lower : log10(self.lower)
    span = (kind == .linear ? self.upper : log10(self.upper)) - start
  }

  /// A scale that covers all finite values, or all positive ones when it is logarithmic.
  ///
  /// `margin` is the share of the axis that stays free at each end.
  public init(_ kind: Kind, covering values: some Sequence<Double>, margin: Double = 0) {
    var low = Double.infinity
    var high = -Double.infinity
    for value in values where value.isFinite && (kind == .linear || value > 0) {
      low = min(low, value)
      high = max(high, value)
    }
    let tight = AxisScale(kind, from: low, to: high)
    guard margin > 0 else {
      self = tight
      return
    }
    self.init(kind, from: tight.value(at: -margin), to: tight.value(at: 1 + margin))
  }

  /// How far along the axis a value lies: 0 at its start, 1 at its end, beyond that outside.
  ///
  /// `nil` for a value without a place: not finite, or not positive on a logarithmic axis.
  public func share(of value: Double) -> Double? {
    guard value.isFinite else { return nil }
    switch kind {
    case .linear: return (value - start) / span
    case .logarithmic: return value > 0 ? (log10(value) - start) / span : nil
    }
  }

  /// The value at a share of the axis.
  public func value(at share: Double) -> Double {
    switch kind {
    case .linear: return start + span * share
    case .logarithmic: return pow(10, start + span * share)
    }
  }

  // Everything on a chart is placed by its dots, two across and four down a cell, so that
  // curves, ticks and marks of one value fall on one cell.
  static func dot(of share: Double, count: Int) -> Int {
    Int((min(max(share, 0), 1) * Double(max(count - 1, 0))).rounded())
  }
}

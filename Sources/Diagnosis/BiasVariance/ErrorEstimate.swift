/// An error measured on some rows, and how far chance may have moved it.
public struct ErrorEstimate: Sendable, Equatable {
  /// What kind of error it is, which decides how chance moves it.
  public enum Kind: Sendable, Equatable {
    /// The share of rows put into the wrong class, 0…1.
    case rate
    /// The share of the variance left unexplained, 1 − R²; above 1 worse than the mean.
    case unexplainedVariance
  }

  /// The error.
  public var value: Double
  /// The rows it was measured on.
  public var rows: Int
  /// What kind of error it is.
  public var kind: Kind
  /// The standard error over seeds, of a mean of several networks; else 0.
  public var standardErrorOfSeeds: Double

  /// An error measured on some rows.
  public init(
    _ value: Double, rows: Int, kind: Kind = .rate, standardErrorOfSeeds: Double = 0
  ) {
    self.value = value
    self.rows = rows
    self.kind = kind
    self.standardErrorOfSeeds = standardErrorOfSeeds
  }

  /// The standard error; infinite without rows.
  ///
  /// The rows' and the seeds' parts of it are independent, so their squares add up.
  /// Of a rate √(p(1−p)/n). Of 1 − R² the large-sample form 2R(1−R²)/√n (Wishart, The Mean and
  /// Second Moment Coefficient of the Multiple Correlation Coefficient, 1931), which for R² under
  /// one half goes over into (1−R²)√(2/n), the error of a variance: more than chance, never less.
  public var standardError: Double {
    let ofRows = standardErrorOfRows
    return (ofRows * ofRows + standardErrorOfSeeds * standardErrorOfSeeds).squareRoot()
  }

  private var standardErrorOfRows: Double {
    guard rows > 0 else { return .infinity }
    let count = Double(rows)
    switch kind {
    case .rate:
      let share = min(max(value, 0), 1)
      return (share * (1 - share) / count).squareRoot()
    case .unexplainedVariance:
      let explained = max(1 - value, 0.5)
      return 2 * max(value, 0) * (explained / count).squareRoot()
    }
  }
}

// The shorthands that rows of the table are written with.

typealias Field<Value> = WritableKeyPath<ExperimentConfiguration, Value> & Sendable

/// What a row says beside its field and its kind.
struct RowText {
  var key: HyperparameterKey
  var title: String
  var group: HyperparameterGroup
  var unit = ""
  var liveness: Liveness
  var help: String
  /// What a change of a warm field keeps.
  var cost = ""
}

extension Hyperparameter {
  init(
    _ text: RowText, kind: HyperparameterKind, initial: HyperparameterValue? = nil,
    read: @escaping @Sendable (ExperimentConfiguration) -> HyperparameterValue,
    write: @escaping @Sendable (inout ExperimentConfiguration, HyperparameterValue) -> Void
  ) {
    self.init(
      key: text.key, title: text.title, group: text.group, kind: kind,
      isOptional: initial != nil, initial: initial ?? .absent, unit: text.unit,
      liveness: text.liveness, help: text.help,
      cost: text.liveness == .cold ? "a fresh start" : text.cost, read: read, write: write)
  }

  static func integer(
    _ text: RowText, _ field: any Field<Int>, in range: ClosedRange<Int>, step: IntegerStep
  ) -> Hyperparameter {
    Hyperparameter(text, kind: .integer(range, step: step)) {
      .integer($0[keyPath: field])
    } write: {
      if case .integer(let value) = $1 { $0[keyPath: field] = value }
    }
  }

  static func real(
    _ text: RowText, _ field: any Field<Double>, in range: RealRange, step: RealStep
  ) -> Hyperparameter {
    Hyperparameter(text, kind: .real(range, step: step)) {
      .real($0[keyPath: field])
    } write: {
      if case .real(let value) = $1 { $0[keyPath: field] = value }
    }
  }

  static func optionalReal(
    _ text: RowText, _ field: any Field<Double?>, in range: RealRange, step: RealStep,
    initial: Double
  ) -> Hyperparameter {
    Hyperparameter(text, kind: .real(range, step: step), initial: .real(initial)) {
      $0[keyPath: field].map { .real($0) } ?? .absent
    } write: {
      if case .real(let value) = $1 { $0[keyPath: field] = value } else { $0[keyPath: field] = nil }
    }
  }

  static func flag(_ text: RowText, _ field: any Field<Bool>) -> Hyperparameter {
    Hyperparameter(text, kind: .flag) {
      .flag($0[keyPath: field])
    } write: {
      if case .flag(let value) = $1 { $0[keyPath: field] = value }
    }
  }

  static func choice<Name: RawRepresentable<String> & CaseIterable & Sendable>(
    _ text: RowText, _ field: any Field<Name>
  ) -> Hyperparameter {
    Hyperparameter(text, kind: .choice(Name.allCases.map(\.rawValue))) {
      .text($0[keyPath: field].rawValue)
    } write: {
      if case .text(let name) = $1, let value = Name(rawValue: name) { $0[keyPath: field] = value }
    }
  }

  static func text(_ text: RowText, _ field: any Field<String>) -> Hyperparameter {
    Hyperparameter(text, kind: .text) {
      .text($0[keyPath: field])
    } write: {
      if case .text(let value) = $1 { $0[keyPath: field] = value }
    }
  }
}

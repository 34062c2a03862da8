extension Hyperparameter {
  /// The most units in one layer.
  static let largestUnits = 65_536

  /// The most hidden layers.
  public static let largestLayerCount = 64

  static func network(_ configuration: NetworkConfiguration) -> [Hyperparameter] {
    let initializer: Hyperparameter = .choice(
      RowText(
        key: "network.initializer", title: "Initializer", group: .network, liveness: .cold,
        help:
          "The first weights: he_ for relu, glorot_ for tanh and sigmoid."),
      \.network.initializer)
    return configuration.hidden.indices.flatMap { layers.indices ~= $0 ? layers[$0] : layer($0) }
      + [initializer]
  }

  // The table is asked for with every key and for every line of a preset, and key paths with an
  // index in them are slow to make.
  private static let layers = (0..<largestLayerCount).map(layer)

  private static func layer(_ index: Int) -> [Hyperparameter] {
    let title = "Layer \(index + 1)"
    return [
      .integer(
        RowText(
          key: .layer(index, "units"), title: "\(title) units", group: .network, unit: "units",
          liveness: .warm, help: "More: less bias, more variance.",
          cost: "more keep the outputs, fewer drop the weakest"),
        \.network.hidden[layer: index].units, in: 1...largestUnits, step: .doubling),
      .choice(
        RowText(
          key: .layer(index, "activation"), title: "\(title) activation", group: .network,
          liveness: .warm,
          help: "What bends the function: relu for depth, tanh for small nets.",
          cost: "weights kept"),
        \.network.hidden[layer: index].activation),
      .real(
        RowText(
          key: .layer(index, "dropout"), title: "\(title) dropout", group: .regularization,
          liveness: .hot,
          help: "Share of units dropped at each step. More lowers variance and raises bias."),
        \.network.hidden[layer: index].dropout, in: .between(0, below: 1), step: .by(0.05)),
      .flag(
        RowText(
          key: .layer(index, "batch_norm"), title: "\(title) batch norm", group: .network,
          liveness: .warm,
          help: "Normalises units over the mini-batch: steadier descent.",
          cost: "outputs kept"),
        \.network.hidden[layer: index].batchNorm),
    ]
  }
}

extension [HiddenLayer] {
  // A key path's subscript needs a name of its own to stay apart from Array's.
  fileprivate subscript(layer index: Int) -> HiddenLayer {
    get { self[index] }
    set { self[index] = newValue }
  }
}

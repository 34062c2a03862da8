import ExperimentModel
import Numerics

/// Where each number of a new network comes from in an old one: weights, running statistics, and
/// what the optimizer remembers of each.
struct Transplant {
  /// Where a layer comes from; `nil` stands for what was not there.
  struct Origin {
    /// The old index of the layer.
    var layer: Int?
    /// The old index of each input.
    var inputs: [Int?]
    /// The old index of each unit.
    var units: [Int?]
  }

  /// The shape of the new network.
  let shape: NetworkShape
  /// One for each layer of the new network.
  var origins: [Origin]

  /// Every layer keeps its inputs and units in their order.
  ///
  /// `counterpart` is the old index of a new layer, or `nil` for one that was not there.
  init(to shape: NetworkShape, counterpart: (Int) -> Int? = { $0 }) {
    self.shape = shape
    origins = shape.layers.enumerated().map { index, layer in
      Origin(
        layer: counterpart(index), inputs: Array(0..<layer.inputs), units: Array(0..<layer.units))
    }
  }

  /// Puts the new network and its optimizer in the place of the old ones.
  ///
  /// Numbers that were not there are 0, gains and running variances 1. The memory of new parameters
  /// is 0, but for what measures the size of gradients or steps: there it is the mean over the old
  /// parameters of the same kind. A 0 would count as tiny gradients seen for a long time, and the
  /// first steps of Adam would be up to six times as long as those of its neighbours.
  func perform(on network: inout Network, _ optimizer: inout Optimizer) {
    let grown = Network(shape, batchCapacity: network.batchCapacity)
    for index in shape.layers.indices {
      grown.span(.gamma, ofLayer: index)?.fill(1)
      grown.span(.runningVariance, ofLayer: index)?.fill(1)
    }
    let moves = moves(from: network.plan, to: grown.plan)
    for move in moves { move.copy(from: network.state, to: grown.state) }
    var memory = Optimizer(optimizer.name, parameterCount: shape.parameterCount)
    memory.products = optimizer.products
    let trained = moves.filter { $0.target < shape.parameterCount }
    for (index, kind) in optimizer.name.memory.enumerated() {
      guard let source = optimizer.slot(index), let target = memory.slot(index) else { continue }
      if kind.isSize {
        target.fill(source.mean)
        for move in trained { move.fillWithMean(of: source, target) }
      }
      for move in trained { move.copy(from: source, to: target) }
    }
    network = grown
    optimizer = memory
  }

  private func moves(from old: ParameterPlan, to new: ParameterPlan) -> [Move] {
    var moves: [Move] = []
    for (index, origin) in origins.enumerated() {
      guard let layer = origin.layer else { continue }
      moves.append(
        Move(
          source: old.layers[layer].weight, target: new.layers[index].weight,
          sourceRows: old.shape.layers[layer].inputs, sourceColumns: old.shape.layers[layer].units,
          rows: origin.inputs, columns: origin.units))
      for span in LayerSpan.allCases {
        guard let target = new.place(of: span, ofLayer: index),
          let source = old.place(of: span, ofLayer: layer)
            ?? span.counterpart.flatMap({ old.place(of: $0, ofLayer: layer) })
        else { continue }
        moves.append(
          Move(
            source: source, target: target, sourceRows: 1,
            sourceColumns: old.shape.layers[layer].units, rows: [0], columns: origin.units))
      }
    }
    return moves
  }
}

/// Numbers in rows and columns, each with its place in the old matrix.
private struct Move {
  /// Where the old matrix begins in its block.
  let source: Int
  /// Where the new matrix begins in its block.
  let target: Int
  let sourceRows: Int
  let sourceColumns: Int
  let rows: [Int?]
  let columns: [Int?]

  func copy(from old: VectorView, to new: VectorView) {
    let pairs = columns.enumerated().compactMap { to, from in from.map { (from: $0, to: to) } }
    for (row, oldRow) in rows.enumerated() {
      guard let oldRow else { continue }
      let from = source + oldRow * sourceColumns
      let to = target + row * columns.count
      for pair in pairs { new[to + pair.to] = old[from + pair.from] }
    }
  }

  /// Fills the whole new matrix with the mean of the old one.
  func fillWithMean(of old: VectorView, _ new: VectorView) {
    let mean = old.part(at: source, count: sourceRows * sourceColumns).mean
    new.part(at: target, count: rows.count * columns.count).fill(mean)
  }
}

extension VectorView {
  fileprivate var mean: Float { Float(sum() / Double(max(count, 1))) }
}

extension LayerSpan {
  /// What takes its place where batch normalisation is switched: both are added to what a unit
  /// computes, so that their gradients are the same.
  fileprivate var counterpart: LayerSpan? {
    switch self {
    case .bias: .beta
    case .beta: .bias
    case .gamma, .runningMean, .runningVariance: nil
    }
  }
}

extension OptimizerMemory {
  /// Whether it says how large gradients or steps are, not where they lead.
  fileprivate var isSize: Bool {
    switch self {
    case .velocity, .meanGradient: false
    case .squareSum, .meanSquare, .largestGradient, .meanSquaredStep: true
    }
  }

  /// How it grows with the gradient: a weight made k times as large has a gradient k times smaller.
  var gradientPower: Int {
    switch self {
    case .velocity, .meanGradient, .largestGradient: 1
    case .squareSum, .meanSquare: 2
    case .meanSquaredStep: -2
    }
  }
}

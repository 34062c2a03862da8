public import ExperimentModel
public import Numerics

extension Network {
  /// Gives all layers their first weights; biases and shifts start at 0, gains at 1.
  public func initialize(_ initializer: Initializer, from stream: inout RandomStream) {
    for index in shape.layers.indices { initializeLayer(index, initializer, from: &stream) }
  }

  /// Gives one layer its first weights.
  public func initializeLayer(
    _ index: Int, _ initializer: Initializer, from stream: inout RandomStream
  ) {
    initializer.fill(weight(ofLayer: index), from: &stream)
    span(.bias, ofLayer: index)?.fill(0)
    span(.beta, ofLayer: index)?.fill(0)
    span(.gamma, ofLayer: index)?.fill(1)
    span(.runningMean, ofLayer: index)?.fill(0)
    span(.runningVariance, ofLayer: index)?.fill(1)
  }
}

extension Initializer {
  /// Fills a layer's weights [inputs × units].
  ///
  /// - Source: Glorot, Bengio, "Understanding the difficulty of training deep feedforward neural
  ///   networks", 2010; He et al., "Delving Deep into Rectifiers", 2015; LeCun et al., "Efficient
  ///   BackProp", 1998; Saxe, McClelland, Ganguli, "Exact solutions to the nonlinear dynamics of
  ///   learning", 2014. `normal` and `uniform` have standard deviation and bound 0.05, as in Keras.
  func fill(_ weight: MatrixView, from stream: inout RandomStream) {
    let fanIn = Double(weight.rows)
    let fanOut = Double(weight.columns)
    let values = weight.elements
    switch self {
    case .glorotUniform: values.fillUniform(bound: (6 / (fanIn + fanOut)).squareRoot(), &stream)
    case .heUniform: values.fillUniform(bound: (6 / fanIn).squareRoot(), &stream)
    case .lecunUniform: values.fillUniform(bound: (3 / fanIn).squareRoot(), &stream)
    case .glorotNormal:
      values.fillNormal(standardDeviation: (2 / (fanIn + fanOut)).squareRoot(), &stream)
    case .heNormal: values.fillNormal(standardDeviation: (2 / fanIn).squareRoot(), &stream)
    case .lecunNormal: values.fillNormal(standardDeviation: (1 / fanIn).squareRoot(), &stream)
    case .normal: values.fillNormal(standardDeviation: 0.05, &stream)
    case .uniform: values.fillUniform(bound: 0.05, &stream)
    case .zeros: values.fill(0)
    case .orthogonal: weight.fillOrthogonal(&stream)
    }
  }
}

extension VectorView {
  fileprivate func fillUniform(bound: Double, _ stream: inout RandomStream) {
    for index in 0..<count { self[index] = Float((2 * stream.uniform() - 1) * bound) }
  }

  fileprivate func fillNormal(standardDeviation: Double, _ stream: inout RandomStream) {
    for index in 0..<count { self[index] = Float(stream.normal() * standardDeviation) }
  }
}

extension MatrixView {
  /// Rows or columns, whichever are fewer, become orthonormal.
  ///
  /// Gram–Schmidt on normal vectors, each projected twice, which keeps them orthogonal to rounding.
  fileprivate func fillOrthogonal(_ stream: inout RandomStream) {
    let isTall = rows >= columns
    let (count, length) = isTall ? (columns, rows) : (rows, columns)
    var basis: [[Double]] = []
    for _ in 0..<count {
      var vector = (0..<length).map { _ in stream.normal() }
      for _ in 0..<2 {
        for other in basis {
          let share = zip(vector, other).reduce(0) { $0 + $1.0 * $1.1 }
          for index in vector.indices { vector[index] -= share * other[index] }
        }
      }
      let norm = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
      basis.append(vector.map { $0 / norm })
    }
    for row in 0..<rows {
      for column in 0..<columns {
        self[row, column] = Float(isTall ? basis[column][row] : basis[row][column])
      }
    }
  }
}

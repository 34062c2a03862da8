import Numerics
import Testing

/// One weight's way under an optimizer, in double precision, step after step.
private struct ReferenceWeight {
  var w: Double
  var first = 0.0
  var second = 0.0
}

private typealias ReferenceStep = (inout ReferenceWeight, _ g: Double, _ step: Int) -> Void
private typealias KernelStep = (OptimizerSpans, _ step: Int) -> Void

private func power(_ base: Double, _ exponent: Int) -> Double {
  (0..<exponent).reduce(1) { product, _ in product * base }
}

private func adamFactors(_ step: Int, rate: Float, epsilon: Float = 1e-8) -> AdamFactors {
  AdamFactors(
    learningRate: rate, beta1: 0.9, beta2: 0.999, epsilon: epsilon,
    correction1: Float(1 / (1 - power(0.9, step))), correction2: Float(1 / (1 - power(0.999, step)))
  )
}

/// Five steps over odd sizes with changing gradients; whether each step left the same weights.
private func agree(start: Double = 0, _ kernel: KernelStep, _ reference: ReferenceStep) -> Bool {
  oddSizes.allSatisfy { count in
    let weights = GuardedBlock(numbers(count, seed: 1))
    let first = GuardedBlock([Double](repeating: start, count: count))
    let second = GuardedBlock([Double](repeating: start, count: count))
    var expected = weights.values.map { ReferenceWeight(w: $0, first: start, second: start) }
    return (1...5).allSatisfy { step in
      let slopes = numbers(count, seed: UInt64(step + 10))
      let gradient = GuardedBlock(slopes)
      kernel(
        OptimizerSpans(
          weights: weights.view, gradient: gradient.view, first: first.view, second: second.view),
        step)
      for index in 0..<count { reference(&expected[index], slopes[index], step) }
      return close(weights.values, expected.map(\.w), absolute: 1e-6) && weights.isIntact
        && first.isIntact && second.isIntact && gradient.values == slopes
    }
  }
}

@Suite struct `Optimizers` {
  @Test func `descend along the gradient`() {
    #expect(
      agree { spans, _ in
        OptimizerKernel.sgd(spans, learningRate: 0.1)
      } _: { weight, g, _ in
        weight.w -= 0.1 * g
      })
  }

  @Test(arguments: [false, true])
  func `gather momentum, with Nesterov's look ahead`(nesterov: Bool) {
    #expect(
      agree { spans, _ in
        OptimizerKernel.momentum(spans, learningRate: 0.1, momentum: 0.9, nesterov: nesterov)
      } _: { weight, g, _ in
        weight.first = 0.9 * weight.first + g
        weight.w -= 0.1 * (nesterov ? g + 0.9 * weight.first : weight.first)
      })
  }

  @Test func `AdaGrad divides by the root of all squares`() {
    #expect(
      agree { spans, _ in
        OptimizerKernel.adagrad(spans, learningRate: 0.01, epsilon: 1e-10)
      } _: { weight, g, _ in
        weight.first += g * g
        weight.w -= 0.01 * g / (weight.first.squareRoot() + 1e-10)
      })
  }

  @Test func `AdaDelta steps by the ratio of two roots`() {
    #expect(
      agree { spans, _ in
        OptimizerKernel.adadelta(spans, learningRate: 1, rho: 0.9, epsilon: 1e-6)
      } _: { weight, g, _ in
        weight.first = 0.9 * weight.first + 0.1 * g * g
        let step = g * (weight.second + 1e-6).squareRoot() / (weight.first + 1e-6).squareRoot()
        weight.second = 0.9 * weight.second + 0.1 * step * step
        weight.w -= step
      })
  }

  @Test func `RMSprop forgets old squares`() {
    #expect(
      agree { spans, _ in
        OptimizerKernel.rmsprop(spans, learningRate: 0.001, rho: 0.9, epsilon: 1e-8)
      } _: { weight, g, _ in
        weight.first = 0.9 * weight.first + 0.1 * g * g
        weight.w -= 0.001 * g / (weight.first.squareRoot() + 1e-8)
      })
  }

  // A large epsilon shows whether it stands outside of the root.
  @Test(arguments: [1e-8, 0.5])
  func `Adam corrects both moments`(epsilon: Double) {
    #expect(
      agree { spans, step in
        OptimizerKernel.adam(spans, adamFactors(step, rate: 0.01, epsilon: Float(epsilon)))
      } _: { weight, g, step in
        weight.first = 0.9 * weight.first + 0.1 * g
        weight.second = 0.999 * weight.second + 0.001 * g * g
        let mean = weight.first / (1 - power(0.9, step))
        let square = weight.second / (1 - power(0.999, step))
        weight.w -= 0.01 * mean / (square.squareRoot() + epsilon)
      })
  }

  @Test func `AdaMax divides by the largest slope of late`() {
    #expect(
      agree { spans, step in
        OptimizerKernel.adamax(spans, adamFactors(step, rate: 0.002))
      } _: { weight, g, step in
        weight.first = 0.9 * weight.first + 0.1 * g
        weight.second = max(0.999 * weight.second, abs(g) + 1e-8)
        weight.w -= 0.002 / (1 - power(0.9, step)) * weight.first / weight.second
      })
  }

  @Test func `NAdam mixes gradient and moment`() {
    #expect(
      agree { spans, step in
        let adam = adamFactors(step, rate: 0.002)
        OptimizerKernel.nadam(
          spans,
          NadamFactors(
            gradientRate: 0.003, momentRate: 0.007, beta1: adam.beta1, beta2: adam.beta2,
            epsilon: adam.epsilon, correction2: adam.correction2))
      } _: { weight, g, step in
        weight.first = 0.9 * weight.first + 0.1 * g
        weight.second = 0.999 * weight.second + 0.001 * g * g
        let square = weight.second / (1 - power(0.999, step))
        weight.w -= (0.003 * g + 0.007 * weight.first) / (square.squareRoot() + 1e-8)
      })
  }

  @Test func `Lion steps by the sign alone`() {
    #expect(
      agree { spans, _ in
        OptimizerKernel.lion(spans, learningRate: 0.01, beta1: 0.9, beta2: 0.99)
      } _: { weight, g, _ in
        let direction = 0.9 * weight.first + 0.1 * g
        weight.w -= direction == 0 ? 0 : (direction > 0 ? 0.01 : -0.01)
        weight.first = 0.99 * weight.first + 0.01 * g
      })
  }

  @Test func `Lion stands still where nothing pulls`() {
    let weights = GuardedBlock([1.0])
    let zeros = GuardedBlock([0.0, 0.0])
    OptimizerKernel.lion(
      OptimizerSpans(
        weights: weights.view, gradient: zeros.view.part(at: 0, count: 1),
        first: zeros.view.part(at: 1, count: 1)),
      learningRate: 0.1, beta1: 0.9, beta2: 0.99)
    #expect(weights.values == [1])
  }

  @Test func `are refused without their slots`() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let block = FloatBlock(count: 4)
      let spans = OptimizerSpans(
        weights: block.vector(at: 0, count: 2), gradient: block.vector(at: 2, count: 2))
      OptimizerKernel.rmsprop(spans, learningRate: 1, rho: 0, epsilon: 0)
    }
    #expect(result.map { $0.says("more slots than it was given") } == true)
  }
}

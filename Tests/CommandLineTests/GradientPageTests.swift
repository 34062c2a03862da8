import Testing

@testable import Training
@testable import nn_tui

@Suite struct GradientPageTests {
  private let good = TensorGradient(
    name: "layers.0.weight", shape: [16, 4], differenceError: 6.6e-11, engineError: 4.5e-8,
    checkedCount: 48, skippedCount: 2, worst: nil)
  private let wrong = TensorGradient(
    name: "layers.0.bias", shape: [16], differenceError: 3e-6, engineError: 0.013,
    checkedCount: 16, skippedCount: 0,
    worst: TensorGradient.Element(
      index: [3], engine: 0.25, analytic: 0.125, difference: 0.1251))

  @Test func `what agrees has a line a tensor`() {
    let page = GradientPage(GradientReport(rows: 16, loss: 1, tensors: [good]))
    #expect(
      page.text == """
        tensor           shape  differences  engine  verdict
        layers.0.weight   16×4      6.6e-11  4.5e-8  good, 2 left out at kinks
        All 1 tensors agree on 16 rows, within 1e-4 by differences and 1e-5 by the engine.

        """)
  }

  @Test func `what is wrong is named, with the element that is farthest off`() {
    let page = GradientPage(GradientReport(rows: 16, loss: 1, tensors: [good, wrong]))
    #expect(
      page.text == """
        tensor           shape  differences  engine  verdict
        layers.0.weight   16×4      6.6e-11  4.5e-8  good, 2 left out at kinks
        layers.0.bias       16         3e-6   0.013  WRONG
        layers.0.bias[3]: by the engine 0.25, in double precision 0.125, by differences 0.1251; \
        expected relative errors within 1e-4 by differences and 1e-5 by the engine.

        """)
  }
}

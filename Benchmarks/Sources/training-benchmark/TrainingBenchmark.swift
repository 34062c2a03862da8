import ExperimentModel
import Numerics
import Training

/// Prints how many training steps a second the engine makes, a JSON line a workload.
///
///     training-benchmark [--threads N] [WORKLOAD ...]
@main
struct TrainingBenchmark {
  static func main() throws {
    OpenBLAS.prepare()
    var arguments = Array(CommandLine.arguments.dropFirst())
    var threads = 1
    if let flag = arguments.firstIndex(of: "--threads"), flag + 1 < arguments.count {
      threads = Int(arguments[flag + 1]) ?? 1
      arguments.removeSubrange(flag...flag + 1)
    }
    let chosen = Workload.all.filter { arguments.isEmpty || arguments.contains($0.name) }
    for workload in chosen { try run(workload, threads: threads) }
  }

  private static func run(_ workload: Workload, threads: Int) throws {
    var options = SessionOptions()
    options.threads = threads
    var session = try TrainingSession(
      configuration: workload.configuration, data: workload.data(), options: options)
    _ = stepsPerSecond(&session, seconds: 0.5)
    let best = (0..<3).map { _ in stepsPerSecond(&session, seconds: 1) }.max() ?? 0
    let limit = ProductLimit.operationsPerSecond(threads: threads)
    let share = best * workload.operationsPerStep / limit
    print(
      """
      {"peer":"nn-tui-t\(threads)","case":"\(workload.name)",\
      "steps_per_s":\(rounded(best)),"share_of_sgemm_limit":\(rounded(share * 1000) / 1000)}
      """)
  }

  private static func stepsPerSecond(
    _ session: inout TrainingSession, seconds: Double
  ) -> Double {
    let clock = ContinuousClock()
    let firstStep = session.progress().step
    let start = clock.now
    var events: [TrainerEvent] = []
    while clock.now - start < .seconds(seconds) {
      session.advance(&events)
      events.removeAll(keepingCapacity: true)
    }
    let elapsed = (clock.now - start) / .seconds(1)
    return Double(session.progress().step - firstStep) / elapsed
  }

  private static func rounded(_ value: Double) -> Double { (value * 10).rounded() / 10 }
}

/// What the processor reaches in one large matrix product.
enum ProductLimit {
  static func operationsPerSecond(threads: Int) -> Double {
    let size = 1024
    let block = FloatBlock(count: 3 * size * size)
    let matrices = (0..<3).map { block.matrix(at: $0 * size * size, rows: size, columns: size) }
    for index in 0..<2 { matrices[index].elements.fill(0.5) }
    let before = MatrixProduct.threadCount
    MatrixProduct.threadCount = threads
    defer { MatrixProduct.threadCount = before }
    let clock = ContinuousClock()
    let times = (0..<8).map { _ in
      clock.measure { MatrixProduct.multiply(matrices[0], matrices[1], into: matrices[2]) }
    }
    let best = (times.min() ?? .seconds(1)) / .seconds(1)
    return 2 * Double(size * size * size) / best
  }
}

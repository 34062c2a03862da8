import Datasets
import ExperimentModel
import Files

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Prints how fast data sets are read and made ready, a JSON line each.
///
///     loading-benchmark FILE_OR_NAME ...
///
/// Seconds are those of the processor, the least of three loads: reading takes the file from the
/// disk's cache and tells its fields apart, preparing makes inputs of them. Megabytes a second are the
/// file's. The peak of memory is the process' own, so measure one file at a time for it.
@main
struct LoadingBenchmark {
  static func main() throws {
    for source in CommandLine.arguments.dropFirst() {
      var configuration = DataConfiguration()
      configuration.source = source
      let times = try (0..<3).map { _ in try seconds(configuration) }
      guard let best = times.min(by: { $0.reading + $0.preparing < $1.reading + $1.preparing })
      else { continue }
      let megabytes = Double(FileVersion(of: source)?.size ?? 0) / 1e6
      print(
        """
        {"source":"\(source)","megabytes":\(rounded(megabytes)),\
        "reading_s":\(rounded(best.reading)),"preparing_s":\(rounded(best.preparing)),\
        "reading_mb_per_s":\(rounded(megabytes / best.reading)),\
        "peak_mb":\(rounded(peakMegabytes))}
        """)
    }
  }

  private static func seconds(
    _ configuration: DataConfiguration
  ) throws -> (reading: Double, preparing: Double) {
    let start = processorSeconds
    var read = start
    _ = try DatasetLoader().load(configuration) { progress in
      if progress.stage == .preparing, read == start { read = processorSeconds }
    }
    return (read - start, processorSeconds - read)
  }

  private static var processorSeconds: Double { Double(clock()) / Double(CLOCKS_PER_SEC) }

  private static var peakMegabytes: Double {
    var usage = rusage()
    #if canImport(Darwin)
    getrusage(RUSAGE_SELF, &usage)
    return Double(usage.ru_maxrss) / 1e6
    #else
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return Double(usage.ru_maxrss) / 1e3
    #endif
  }

  private static func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
}

import ExperimentModel
import TerminalUI

/// Where a run stands, on one line.
enum ProgressText {
  static func line(_ progress: TrainingProgress, _ report: EpochReport?) -> String {
    var parts = ["epoch \(grouped(progress.epoch)) of \(grouped(progress.epochs))"]
    // A narrow terminal cuts the end off, and how long it takes is asked first.
    if let left = progress.secondsLeft {
      parts.append("\(NumberFormat.duration(seconds: left)) left")
    }
    if progress.stepsPerSecond > 0 {
      parts.append("\(NumberFormat.compact(progress.stepsPerSecond)) steps/s")
    }
    if let report {
      parts.append("loss \(short(report.train.loss))")
      if let dev = report.dev { parts.append("dev \(short(dev.loss))") }
      parts.append(headline((report.dev ?? report.train).task))
    } else {
      parts.append("loss \(short(progress.loss))")
    }
    return parts.joined(separator: ", ")
  }

  private static func headline(_ metrics: TaskMetrics) -> String {
    switch metrics {
    case .classification(let accuracy, _): "accuracy \(NumberFormat.percent(accuracy))"
    case .regression(let rmse, _, _): "rmse \(short(rmse))"
    }
  }

  private static func short(_ value: Double) -> String { NumberFormat.compact(value, digits: 4) }

  private static func grouped(_ count: Int) -> String { NumberFormat.grouped(count) }
}

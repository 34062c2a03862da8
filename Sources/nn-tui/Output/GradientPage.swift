import TerminalUI
import Training

/// A gradient check as text: a line a tensor, and what is wrong.
struct GradientPage {
  let report: GradientReport

  init(_ report: GradientReport) { self.report = report }

  var text: String {
    let rows = report.tensors.map { tensor in
      [
        tensor.name, tensor.shape.map(String.init).joined(separator: "×"),
        Self.digits(tensor.differenceError), Self.digits(tensor.engineError), verdict(on: tensor),
      ]
    }
    let title = ["tensor", "shape", "differences", "engine", "verdict"]
    return TextColumns.lines([title] + rows, numbers: [1, 2, 3]) + summary
  }

  private func verdict(on tensor: TensorGradient) -> String {
    var text: String
    if !tensor.isPassed {
      text = "WRONG"
    } else if tensor.checkedCount == 0 {
      text = "not checked"
    } else {
      text = tensor.differenceError < GradientCheck.goodDifferenceError ? "good" : "fine"
    }
    if tensor.skippedCount > 0 { text += ", \(tensor.skippedCount) left out at kinks" }
    return text
  }

  private var summary: String {
    let failed = report.tensors.filter { !$0.isPassed }
    let limits =
      "\(Self.digits(GradientCheck.largestDifferenceError)) by differences and "
      + "\(Self.digits(GradientCheck.largestEngineError)) by the engine"
    guard !failed.isEmpty else {
      return "All \(report.tensors.count) tensors agree on \(report.rows) rows, within \(limits).\n"
    }
    return failed.map { tensor in
      guard let worst = tensor.worst else { return "\(tensor.name) is wrong.\n" }
      let place = worst.index.map(String.init).joined(separator: ", ")
      let difference = worst.difference.map { ", by differences \(Self.number($0))" } ?? ""
      return "\(tensor.name)[\(place)]: by the engine \(Self.number(worst.engine)), "
        + "in double precision \(Self.number(worst.analytic))\(difference); "
        + "expected relative errors within \(limits).\n"
    }.joined()
  }

  private static func digits(_ error: Double) -> String { NumberFormat.compact(error, digits: 2) }

  private static func number(_ value: Double) -> String { NumberFormat.compact(value, digits: 6) }
}

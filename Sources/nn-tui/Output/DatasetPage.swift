import Datasets
import ExperimentModel
import Files
import TerminalUI

/// What there is to say about a data set.
struct DatasetPage {
  private static let nameColumns = 10

  /// What is known of a built-in one.
  var dataset: BuiltInDataset?
  /// What was found in it; `nil` where it cannot be loaded.
  var data: PreparedData?

  /// Whether there is anything to say.
  var isKnown: Bool { dataset != nil || data != nil }

  func text(source: String) -> String {
    var lines: [String] = []
    lines.append(dataset?.title ?? printable(source, limit: .max))
    if let dataset { lines.append(TextColumns.wrapped(words(dataset.summary))) }
    lines.append("")
    if let dataset {
      lines.append(line("name", dataset.name))
      lines.append(line("source", dataset.source))
      lines.append(line("licence", dataset.licence))
    }
    lines.append(line("rows", rows))
    lines.append(line("task", (data?.facts.task ?? dataset?.task)?.rawValue ?? ""))
    lines.append(line("target", data?.facts.targetName ?? dataset?.target ?? ""))
    if let facts = data?.facts {
      if !facts.classNames.isEmpty { lines.append(list("classes", facts.classNames)) }
      lines.append(inputs(facts))
      for note in facts.notes { lines.append(line("note", note)) }
    } else if let dataset {
      lines.append(line("inputs", NumberFormat.grouped(dataset.featureCount)))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var rows: String {
    guard let rows = data?.rows else { return NumberFormat.grouped(dataset?.rowCount ?? 0) }
    return NumberFormat.grouped(rows.train + rows.dev + rows.test)
  }

  private func inputs(_ facts: DataFacts) -> String {
    if let picture = data?.pictureShape {
      return line(
        "inputs",
        "\(NumberFormat.grouped(facts.featureNames.count)) pixels of pictures "
          + "\(picture.width) wide and \(picture.height) high")
    }
    return list("inputs", facts.featureNames)
  }

  private func list(_ name: String, _ items: [String]) -> String {
    let commas = items.dropLast().map { $0 + "," } + items.suffix(1)
    let count = NumberFormat.grouped(items.count) + ":"
    return named(name, TextColumns.wrapped([count] + commas, indent: Self.nameColumns))
  }

  private func line(_ name: String, _ text: String) -> String {
    named(name, TextColumns.wrapped(words(text), indent: Self.nameColumns))
  }

  private func named(_ name: String, _ text: String) -> String {
    name + String(repeating: " ", count: Self.nameColumns - name.count) + text
  }

  private func words(_ text: String) -> [String] {
    text.split(separator: " ").map(String.init)
  }
}

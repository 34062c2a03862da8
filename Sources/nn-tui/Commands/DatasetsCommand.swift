import ArgumentParser
import Datasets
import ExperimentModel
import TerminalUI

/// Lists and shows data sets.
struct DatasetsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "datasets", abstract: "List and show data sets.",
    subcommands: [List.self, Show.self], defaultSubcommand: List.self)

  /// The built-in data sets, a line each.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List the built-in data sets.")

    func run() throws {
      let rows = BuiltInDataset.all.map { dataset in
        [
          dataset.name, NumberFormat.grouped(dataset.rowCount),
          NumberFormat.grouped(dataset.featureCount), dataset.task.rawValue,
          dataset.kind.rawValue, dataset.title,
        ]
      }
      try OutputStream.standardOutput.write(
        TextColumns.lines(
          [["name", "rows", "inputs", "task", "kind", "title"]] + rows, numbers: [1, 2]))
    }
  }

  /// One data set: where it comes from and what is in it.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Show where a data set comes from and what is in it.")

    @Argument(help: "A built-in data set by its name, or the path of a file or folder.")
    var source: String

    @Option(help: ArgumentHelp("The column to predict.", valueName: "column"))
    var target: String?

    func run() throws {
      var configuration = DataConfiguration()
      configuration.source = source
      configuration.target = target
      let loaded = load(configuration)
      let page = DatasetPage(dataset: BuiltInDataset.named(source), data: try? loaded.get())
      // A data set that is not installed is described all the same.
      if page.isKnown { try OutputStream.standardOutput.write(page.text(source: source)) }
      if case .failure(let error) = loaded { throw CommandError(error) }
    }

    private func load(_ configuration: DataConfiguration) -> Result<PreparedData, DatasetError> {
      var loading = LoadingProgressLine(source)
      defer { loading.clear() }
      do throws(DatasetError) {
        return .success(try DatasetLoader().load(configuration) { loading.show($0) })
      } catch {
        return .failure(error)
      }
    }
  }
}

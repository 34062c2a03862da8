import ArgumentParser
import ExperimentModel
import Files
import Presets

/// Lists, shows and checks presets.
struct PresetsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "presets", abstract: "List, show and check presets.",
    subcommands: [List.self, Show.self, Validate.self], defaultSubcommand: List.self)

  /// All presets, a line each.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List the presets of the program and your own.")

    func run() throws {
      let store = PresetStore.ofEnvironment(ProcessEnvironment.variables)
      let rows = store.list().map { preset in
        let title = preset.problem.map { "not valid: \($0.reason)" } ?? preset.title
        let line = title.split(separator: "\n").first.map(String.init) ?? ""
        return [preset.name, preset.origin.rawValue, line]
      }
      try OutputStream.standardOutput.write(TextColumns.lines(rows))
    }
  }

  /// One preset, as a preset's file.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Show a preset with all its values, as YAML.")

    @Argument(help: "A preset by its name, or the path of a preset's file.")
    var preset: String

    func run() throws {
      let store = PresetStore.ofEnvironment(ProcessEnvironment.variables)
      let configuration = try ExperimentRequest(preset: preset).base(in: store)
      try OutputStream.standardOutput.write(Array(PresetText.yaml(of: configuration).utf8))
    }
  }

  /// Whether presets can be opened.
  struct Validate: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "validate",
      abstract: "Say everything that is wrong with presets; exit 65 where something is.")

    @Argument(help: "Names of presets, or paths of presets' files.")
    var presets: [String]

    func run() throws {
      let store = PresetStore.ofEnvironment(ProcessEnvironment.variables)
      var worst: ExitStatus?
      for preset in presets {
        if let failure = failure(of: preset, in: store) {
          failure.report()
          worst = worst ?? failure.status
        } else {
          try OutputStream.standardOutput.write("\(printable(preset, limit: 400)): valid\n")
        }
      }
      if let worst { throw CommandError.silent(worst) }
    }

    private func failure(of preset: String, in store: PresetStore) -> CommandError? {
      do throws(PresetError) {
        _ = try store.load(preset)
        return nil
      } catch {
        return CommandError(error)
      }
    }
  }
}

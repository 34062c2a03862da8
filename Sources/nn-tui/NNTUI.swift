import ArgumentParser
import Numerics
import Platform

@main
struct NNTUI: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "nn-tui",
    abstract: "Train neural networks in the terminal, and change them while they learn.",
    discussion: """
      Without a command it opens the dashboard: `nn-tui`, `nn-tui iris`, \
      `nn-tui --data houses.csv --target price`.
      """,
    version: "0.1.0",
    subcommands: [
      DashboardCommand.self, TrainCommand.self, ResumeCommand.self, ReplayCommand.self,
      PresetsCommand.self, DatasetsCommand.self, CheckGradientsCommand.self, AboutCommand.self,
    ],
    defaultSubcommand: DashboardCommand.self)

  static func main() {
    // Before anything else: it may start the program again.
    OpenBLAS.prepare()
    // A reader that goes away and a file that may not grow are told by the write that fails, like
    // any other output error.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    OutputStream.occupyStandardStreams()
    do throws(CommandError) {
      try runCommand()
    } catch {
      error.report()
      leave(error.status)
    }
  }

  private static func runCommand() throws(CommandError) {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let error as CommandError {
      throw error
    } catch  where exitCode(for: error).isSuccess {
      // Help and the version: printed by the parser, it would go unnoticed that they cannot be.
      try OutputStream.standardOutput.write(fullMessage(for: error) + "\n")
    } catch {
      throw CommandError(unsorted: error)
    }
  }
}

// Within the command, `exit` is its own.
private func leave(_ status: ExitStatus) -> Never { exit(status.rawValue) }

import ArgumentParser

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

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
      DashboardCommand.self, TrainCommand.self, PresetsCommand.self, DatasetsCommand.self,
    ],
    defaultSubcommand: DashboardCommand.self)

  static func main() {
    // A reader that goes away is told by the write that fails, like any other output error.
    signal(SIGPIPE, SIG_IGN)
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let error as CommandError {
      error.report()
      leave(error.status)
    } catch  where exitCode(for: error).isSuccess {
      exit(withError: error)
    } catch {
      let failure = CommandError(unsorted: error)
      failure.report()
      leave(failure.status)
    }
  }
}

// Within the command, `exit` is its own.
private func leave(_ status: ExitStatus) -> Never { exit(status.rawValue) }

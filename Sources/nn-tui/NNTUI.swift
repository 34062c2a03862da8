import ArgumentParser
import Numerics

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
    occupyStandardStreams()
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

// Where a standard stream is closed, the next file to be opened would take its place, and messages
// would end in it.
private func occupyStandardStreams() {
  for stream: Int32 in 0...2 where fcntl(stream, F_GETFD) == -1 {
    _ = unsafe open("/dev/null", O_RDWR)
  }
}

// Within the command, `exit` is its own.
private func leave(_ status: ExitStatus) -> Never { exit(status.rawValue) }

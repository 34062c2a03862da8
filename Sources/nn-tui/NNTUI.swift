import ArgumentParser

@main
struct NNTUI: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "nn-tui", version: "0.1.0")
}

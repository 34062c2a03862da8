import ArgumentParser
import Files
import Numerics
import Presets
import Training

/// Shows the program, the machine it runs on, and where it keeps files.
struct AboutCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "about",
    abstract: "Show version, processor, OpenBLAS and its kernels, terminal, folders and licences.")

  @Flag(help: "Write one line of JSON instead.")
  var json = false

  func run() throws {
    let environment = ProcessEnvironment.variables
    let output = OutputStream.standardOutput
    let page = AboutPage(
      version: NNTUI.configuration.version, processor: .current, library: OpenBLAS.version,
      kernels: OpenBLAS.kernels, choice: OpenBLAS.kernelChoice,
      terminal: TerminalDescription(environment: environment, size: output.size),
      folders: Self.folders(environment))
    try output.write(json ? page.json : Array(page.text.utf8))
  }

  private static func folders(_ environment: [String: String]) -> [AboutPage.Folder] {
    [
      ("presets", PresetStore.ofEnvironment(environment).userFolder),
      ("sessions", SessionStore(environment: environment)?.path),
    ].compactMap { name, path in
      path.map { AboutPage.Folder(name: name, path: $0, size: FolderSize(of: $0)) }
    }
  }
}

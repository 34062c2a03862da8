import Foundation
import Testing

@Suite struct AboutTests {
  private struct About: Decodable {
    struct Processor: Decodable { var instructions: String }
    struct OpenBLAS: Decodable {
      var version: String
      var kernels: String
      var chosenBy: String
    }
    struct Folder: Decodable {
      var name: String
      var path: String
      var files: Int
      var bytes: Int
    }
    var version: String
    var processor: Processor
    var openblas: OpenBLAS
    var folders: [Folder]
  }

  private func about(_ program: Program, kernels: String? = nil) throws -> About {
    var program = program
    program.variables["OPENBLAS_CORETYPE"] = .some(kernels)
    let result = try program.run("about", "--json")
    #expect(result.status == 0)
    #expect(result.output.last == "\n")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(About.self, from: Data(result.output.utf8))
  }

  @Test func `the kernels are those of the processor where nothing is set`() throws {
    let about = try about(Program(in: Scratch()))
    #expect(["library", "features"].contains(about.openblas.chosenBy))
    #expect(about.openblas.version.wholeMatch(of: /[0-9]+\.[0-9]+.*/) != nil)
    let weak: Set = ["Prescott", "Core2", "Penryn", "Nehalem", "Sandybridge", "Haswell", "Zen"]
    switch about.processor.instructions {
    case "AVX-512": #expect(!weak.contains(about.openblas.kernels))
    case "AVX2": #expect(["Haswell", "Zen", "Excavator"].contains(about.openblas.kernels))
    default: #expect(!about.openblas.kernels.isEmpty)
    }
  }

  #if arch(x86_64)
  @Test func `kernels that the environment names are respected`() throws {
    let about = try about(Program(in: Scratch()), kernels: "Nehalem")
    #expect(about.openblas.kernels == "Nehalem")
    #expect(about.openblas.chosenBy == "variable")
  }
  #endif

  @Test func `an empty choice in the environment is respected`() throws {
    #expect(try about(Program(in: Scratch()), kernels: "").openblas.chosenBy == "variable")
  }

  @Test func `folders are listed with what is in them`() throws {
    let scratch = try Scratch()
    try scratch.makeFolder("config/nn-tui/presets")
    try scratch.write("name: Mine\n", to: "config/nn-tui/presets/mine.yaml")
    let folders = try about(Program(in: scratch)).folders
    #expect(folders.map(\.name) == ["presets", "sessions"])
    #expect(folders.map(\.files) == [1, 0])
    #expect(folders[0].path == scratch.file("config/nn-tui/presets"))
    #expect(folders[0].bytes == 11)
  }

  @Test func `a page for people has a line for each subject`() throws {
    let page = try Program(in: Scratch()).run("about").output
    for label in ["version", "processor", "OpenBLAS", "threads", "terminal", "presets"] {
      #expect(page.split(separator: "\n").count { $0.hasPrefix(label + " ") } == 1)
    }
    #expect(page.contains("  OpenBLAS "))
  }
}

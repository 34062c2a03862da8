import Testing

@Suite struct ListingTests {
  @Test func `the version is a line`() throws {
    let result = try Program(in: Scratch()).run("--version")
    #expect(result.status == 0)
    #expect(result.output.wholeMatch(of: /[0-9]+\.[0-9]+\.[0-9]+\n/) != nil)
  }

  @Test func `help tells the commands`() throws {
    let result = try Program(in: Scratch()).run("--help")
    #expect(result.status == 0)
    for command in ["dashboard", "train", "presets", "datasets", "check-gradients"] {
      #expect(result.output.contains("  \(command) "))
    }
  }

  @Test func `presets are listed with their origin, those that are not valid among them`() throws {
    let scratch = try Scratch()
    let program = Program(in: scratch)
    try scratch.makeFolder("config/nn-tui/presets")
    try scratch.write("name: Mine\n", to: "config/nn-tui/presets/mine.yaml")
    try scratch.write("name: [\n", to: "config/nn-tui/presets/broken.yaml")
    let result = try program.run("presets", "list")
    #expect(result.status == 0)
    #expect(result.output.contains(#/\niris +built-in  Iris/#))
    #expect(result.output.contains(#/\nmine +user +Mine\n/#))
    #expect(result.output.contains(#/\nbroken +user +not valid: /#))
  }

  @Test func `a preset that is shown is a preset`() throws {
    let scratch = try Scratch()
    let program = Program(in: scratch)
    let shown = try program.run("presets", "show", "iris")
    #expect(shown.status == 0)
    try scratch.write(shown.output, to: "again.yaml")
    #expect(try program.run("presets", "show", "again.yaml").output == shown.output)
    let validated = try program.run("presets", "validate", "again.yaml", "wine")
    #expect(validated.status == 0)
    #expect(validated.output == "again.yaml: valid\nwine: valid\n")
  }

  @Test func `data sets are listed and shown with source and licence`() throws {
    let program = try Program(in: Scratch())
    let list = try program.run("datasets", "list")
    #expect(list.output.contains(#/\nbreast-cancer +569 +30  binary +table /#))
    let page = try program.run("datasets", "show", "iris")
    #expect(page.status == 0)
    #expect(page.output.contains("licence   CC BY 4.0\n"))
    #expect(page.output.contains("classes   3: setosa, versicolor, virginica\n"))
    #expect(page.output.contains("inputs    4: sepal length (cm), sepal width (cm)"))
  }

  @Test func `a file of one's own is shown as it would be used`() throws {
    let scratch = try Scratch()
    let rows = (0..<40).map { "\($0),\($0 % 3 == 0 ? "yes" : "no")" }
    try scratch.write("x,y\n" + rows.joined(separator: "\n") + "\n", to: "own.csv")
    let page = try Program(in: scratch).run("datasets", "show", "own.csv")
    #expect(page.status == 0)
    #expect(page.output.contains("rows      40\ntask      binary\ntarget    y\n"))
  }

  @Test func `names in a file and of a file cannot steer the terminal`() throws {
    let scratch = try Scratch()
    let rows = (0..<40).map { "\($0),\($0 % 3 == 0 ? "ye\u{1B}[2Js" : "n\u{3164}o")" }
    let name = "a\u{1B}]0;x\u{7}b\u{202E}.csv"
    try scratch.write("x\u{9B}m,y\u{1B}[H\n" + rows.joined(separator: "\n") + "\n", to: name)
    for arguments in [
      ["datasets", "show", name], ["train", "--data", name, "--set", "training.epochs=1"],
      ["datasets", "show", name + "\u{1B}"], ["train", "--data", name, "--target", "\u{1B}[H"],
      ["presets", "validate", name], ["train", name + ".yaml"], ["--x\u{1B}[H"],
      ["resume", "\u{1B}[H"], ["replay", name],
    ] {
      let result = try Program(in: scratch).start(arguments).wait()
      for scalar in (result.output + result.errors).unicodeScalars where scalar != "\n" {
        let isSeen =
          ![.control, .format].contains(scalar.properties.generalCategory)
          && !scalar.properties.isDefaultIgnorableCodePoint
        #expect(isSeen, "\(arguments): U+\(String(scalar.value, radix: 16))")
      }
    }
  }

  @Test(.enabled(if: FullDisk.exists)) func `a list that cannot be written is an error`() throws {
    var program = try Program(in: Scratch())
    program.outputPath = FullDisk.path
    let result = try program.run("presets", "list")
    #expect(result.status == 74)
    #expect(result.errors == "nn-tui: standard output: cannot be written: the disk is full\n")
  }

  @Test func `a reader who has seen enough ends a list without a word`() throws {
    var program = try Program(in: Scratch())
    program.outputIsClosedPipe = true
    let result = try program.run("presets", "list")
    #expect(result.status == 74)
    #expect(result.errors == "")
  }
}

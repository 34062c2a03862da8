// swift-tools-version: 6.2
import PackageDescription

// Layer by layer, from the ground up: a module names only modules of earlier layers.
// `Scripts/check-layers` holds every `import` against this table.
let layers: [[(name: String, imports: [String])]] = [
  [
    ("Numerics", ["COpenBLAS", "CVectorMath", "Platform"]),
    ("ExperimentModel", []),
    ("TerminalUI", ["Platform"]),
    ("Files", ["Platform"]),
  ],
  [
    ("NeuralNetwork", ["Numerics", "ExperimentModel", "Platform"]),
    (
      "Datasets",
      ["Numerics", "ExperimentModel", "Files", "CBuiltInData", "CZlib", "Platform"]
    ),
    ("Diagnosis", ["ExperimentModel"]),
    ("Presets", ["ExperimentModel", "Files", "CBuiltInPresets", "CYAML"]),
  ],
  [
    (
      "Training",
      [
        "NeuralNetwork", "Datasets", "Numerics", "ExperimentModel", "Files", "CThreadSanitizer",
        "Platform",
      ]
    ),
    ("Dashboard", ["ExperimentModel", "TerminalUI", "Diagnosis"]),
  ],
  [
    ("CursesTerminal", ["TerminalUI", "CNcurses", "CTerminalRescue"]),
    ("AppShell", ["Dashboard", "TerminalUI", "ExperimentModel"]),
  ],
]

let packages = ["ArgumentParser": "swift-argument-parser"]

let house: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

func dependencies(_ names: [String]) -> [Target.Dependency] {
  names.map { name in
    if let package = packages[name] { return .product(name: name, package: package) }
    return .target(name: name)
  }
}

// macOS has the wide characters inside its plain ncurses.
let linked: [String: [LinkerSetting]] = [
  "CursesTerminal": [
    .linkedLibrary("ncursesw", .when(platforms: [.linux])),
    .linkedLibrary("ncurses", .when(platforms: [.macOS])),
  ]
]

// Pictures are tested with one helper wherever a module draws.
func testSupport(of module: (name: String, imports: [String])) -> [String] {
  ([module.name] + module.imports).contains("TerminalUI") ? ["TestKit"] : []
}

// Their tests keep recorded pictures, which are read from the source tree and not bundled.
let pictured: Set = ["TerminalUI", "Dashboard"]

// Homebrew keeps its libraries out of the common folders; their package files say where they are.
#if os(macOS)
let openBLAS = Target.systemLibrary(
  name: "COpenBLAS", pkgConfig: "openblas", providers: [.brew(["openblas"])])
let yaml = Target.systemLibrary(
  name: "CYAML", pkgConfig: "yaml-0.1", providers: [.brew(["libyaml"])])
#else
let yaml = Target.systemLibrary(
  name: "CYAML", providers: [.apt(["libyaml-dev"]), .yum(["libyaml-devel"])])
let openBLAS = Target.systemLibrary(
  name: "COpenBLAS", providers: [.apt(["libopenblas-dev"]), .yum(["openblas-devel"])])
#endif

let modules = layers.joined().map { module in
  Target.target(
    name: module.name, dependencies: dependencies(module.imports), swiftSettings: house,
    linkerSettings: linked[module.name])
}

// The modules whose tests alone are built, where NN_TUI_TESTS names them: `make test` builds some of
// them a second time, optimised and sanitized, which would take long with all.
let selection = Context.environment["NN_TUI_TESTS"]?.split(separator: " ").map(String.init)

// What is tested is optimised there as it ships. To optimise the tests as well takes longer than all
// the rest of the build; that this is an unsafe flag concerns no other build.
let ofTests =
  selection == nil
  ? house : house + [.unsafeFlags(["-Onone"], .when(configuration: .release))]

let tests = layers.joined().filter { selection?.contains($0.name) ?? true }.map { module in
  Target.testTarget(
    name: module.name + "Tests",
    dependencies: dependencies([module.name] + module.imports + testSupport(of: module)),
    exclude: pictured.contains(module.name) ? ["Goldens"] : [], swiftSettings: ofTests)
}

let programTests = [
  Target.testTarget(
    name: "CommandLineTests",
    dependencies: dependencies(["nn-tui"] + layers.joined().map(\.name)), swiftSettings: house),
  .testTarget(name: "EndToEndTests", dependencies: dependencies(["nn-tui"]), swiftSettings: house),
]

let package = Package(
  name: "nn-tui",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "nn-tui", targets: ["nn-tui"])]
    // What the benchmarks, a package of their own, measure.
    + ["Training", "Datasets", "Numerics", "ExperimentModel", "Files", "Presets"].map {
      .library(name: $0, targets: [$0])
    },
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0")
  ],
  targets: modules + tests + (selection == nil ? programTests : []) + [
    .target(name: "Platform", swiftSettings: house),
    .systemLibrary(name: "CNcurses"),
    openBLAS,
    yaml,
    .systemLibrary(name: "CZlib"),
    .systemLibrary(name: "CThreadSanitizer"),
    .target(name: "CVectorMath"),
    .target(name: "CTerminalRescue"),
    .target(name: "CBuiltInData", exclude: ["Data"]),
    .target(name: "CBuiltInPresets"),
    .target(
      name: "TestKit", dependencies: dependencies(["TerminalUI"]), path: "Tests/TestKit",
      swiftSettings: house),
    .executableTarget(
      name: "nn-tui",
      dependencies: dependencies(layers.joined().map(\.name) + ["ArgumentParser", "Platform"]),
      swiftSettings: house),
  ],
  cLanguageStandard: .gnu17
)

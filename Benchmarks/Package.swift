// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nothing it needs ever enters a build of the product.
let package = Package(
  name: "nn-tui-benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "nn-tui", path: "..")],
  targets: [
    .executableTarget(
      name: "training-benchmark",
      dependencies: ["Training", "Datasets", "Numerics", "ExperimentModel"].map {
        .product(name: $0, package: "nn-tui")
      }),
    .executableTarget(
      name: "loading-benchmark",
      dependencies: ["Datasets", "ExperimentModel", "Files"].map {
        .product(name: $0, package: "nn-tui")
      }),
    .executableTarget(
      name: "checkpoint-benchmark",
      dependencies: ["Training", "Datasets", "Numerics", "ExperimentModel", "Presets"].map {
        .product(name: $0, package: "nn-tui")
      }),
    .target(name: "CCountedAllocations"),
    .executableTarget(
      name: "allocation-witness",
      dependencies: ["Training", "Datasets", "Numerics", "ExperimentModel"].map {
        .product(name: $0, package: "nn-tui")
      } + ["CCountedAllocations"]),
  ]
)

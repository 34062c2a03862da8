/// What the program is made of, and the licence of each part.
struct License {
  var subject: String
  /// By its SPDX identifier.
  var name: String

  /// The program and what is linked into it or loaded by it.
  static let all = [
    License(subject: "nn-tui", name: "MIT"),
    License(subject: "Swift and its libraries", name: "Apache-2.0 WITH Swift-exception"),
    License(subject: "swift-argument-parser", name: "Apache-2.0 WITH Swift-exception"),
    License(subject: "LibYAML", name: "MIT"),
    License(subject: "OpenBLAS", name: "BSD-3-Clause"),
    License(subject: "ncurses", name: "MIT-open-group"),
    License(subject: "zlib", name: "Zlib"),
  ]
}

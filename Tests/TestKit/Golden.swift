import Foundation
public import TerminalUI
public import Testing

/// Checks a picture against the recorded one, `Goldens/NAME.txt` beside the test's file.
///
/// With `RECORD_GOLDENS=missing` or `RECORD_GOLDENS=all` in the environment it writes the file and
/// still fails, so that a recording is looked at before it counts; where `CI` is set nothing is
/// ever written.
public func expectGolden(
  _ picture: ScreenBuffer, _ name: String, filePath: String = #filePath,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let file = URL(fileURLWithPath: filePath).deletingLastPathComponent()
    .appendingPathComponent("Goldens").appendingPathComponent(name + ".txt")
  let actual = PictureText(picture)
  let expected = try? String(contentsOf: file, encoding: .utf8)
  if let expected, expected == actual.text { return }

  let environment = ProcessInfo.processInfo.environment
  let wish = environment["CI"] == nil ? environment["RECORD_GOLDENS"] : nil
  var report = "The picture \(name) "
  if let expected {
    report += "differs:\n" + actual.differences(from: expected).joined(separator: "\n")
  } else {
    report += "has no recording; RECORD_GOLDENS=missing makes one."
  }
  if wish == "all" || (wish == "missing" && expected == nil) {
    do {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(actual.text.utf8).write(to: file, options: .atomic)
      report = "Recorded \(name): look at it, then run again."
    } catch {
      report += "\nand could not be recorded: \(error)"
    }
  }
  Issue.record("\(report)\n\(actual.text)", sourceLocation: sourceLocation)
}

/// The files of a run that have not been written, and the command that writes them.
struct UnwrittenOutputs {
  /// In the order in which they are written.
  var files: [(option: String, path: String)]
  var everyStep = false

  var isEmpty: Bool { files.isEmpty }

  /// The file of an option is written.
  mutating func remove(_ option: String) { files.removeAll { $0.option == option } }

  /// The command that writes them, as a shell reads it; `session` is a word of it.
  func command(resuming session: String) -> String {
    var words = ["nn-tui", "train", "--resume", session]
    for (option, path) in files {
      // A value that begins like an option has to stand in one word with its own.
      let isLikeOption = path.hasPrefix("-") && path != "-"
      words += isLikeOption ? ["\(option)=\(path.shellWord)"] : [option, path.shellWord]
      if option == "--metrics", everyStep { words.append("--every-step") }
    }
    return words.joined(separator: " ")
  }
}

extension UnwrittenOutputs {
  init(_ outputs: RunOutputOptions) {
    let options = [
      ("--metrics", outputs.metrics), ("--save-weights", outputs.saveWeights),
      ("--save-session", outputs.saveSession),
    ]
    files = options.compactMap { option, path in path.map { (option, $0) } }
    everyStep = outputs.everyStep
  }
}

extension String {
  /// A word of a POSIX shell that is this text.
  var shellWord: String {
    let isPlain = unicodeScalars.allSatisfy {
      ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0)
        || "-_./,:@%+".unicodeScalars.contains($0)
    }
    return isPlain && !isEmpty ? self : "'" + replacing("'", with: "'\\''") + "'"
  }
}

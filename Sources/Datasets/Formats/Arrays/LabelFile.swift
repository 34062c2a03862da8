import Files

/// The files in which targets lie beside their inputs, by name.
enum LabelFile {
  // What the files of inputs are called, and those of their targets.
  private static let names = [
    ("images", "labels"), ("features", "labels"), ("features", "targets"), ("features", "target"),
    ("data", "labels"), ("data", "targets"), ("data", "target"), ("inputs", "targets"),
    ("X", "y"), ("x", "y"), ("X", "Y"), ("inputs", "labels"),
  ]

  /// Files that are there and named as the targets of `path` would be, the likeliest first.
  static func paths(beside path: String) -> [String] {
    let folder = FilePath.folder(of: path)
    return candidates(for: name(of: path)).map { FilePath.joined(folder, $0) }
      .filter { FileKind(of: $0) == .regular }
  }

  /// What a column of targets is called by the file it is read from.
  static func targetName(of path: String) -> String {
    let file = name(of: path)
    return file.hasSuffix(".npy") ? String(file.dropLast(4)) : "label"
  }

  /// The last part of a path.
  static func name(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  static func candidates(for file: String) -> [String] {
    var candidates: [String] = []
    for (inputs, targets) in names {
      guard let name = replaced(inputs, by: targets, in: file) else { continue }
      if file.hasSuffix(".npy") {
        candidates.append(name)
      } else if inputs == "images" {
        let name = replaced("idx3", by: "idx1", in: name) ?? name
        let plain = name.hasSuffix(".gz") ? String(name.dropLast(3)) : name
        candidates += name == plain ? [plain, plain + ".gz"] : [name, plain]
      }
    }
    return candidates
  }

  /// The file's name with a word replaced, where the word stands by itself.
  private static func replaced(_ word: String, by other: String, in file: String) -> String? {
    var start = file.startIndex
    while start < file.endIndex {
      let rest = file[start...]
      let end = rest.index(start, offsetBy: word.count, limitedBy: file.endIndex)
      guard let end else { return nil }
      let startsWord = start == file.startIndex || !file[file.index(before: start)].isLetter
      let endsWord = end == file.endIndex || !file[end].isLetter
      if rest.hasPrefix(word), startsWord, endsWord {
        return file[..<start] + other + file[end...]
      }
      start = file.index(after: start)
    }
    return nil
  }
}

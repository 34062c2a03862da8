public import ExperimentModel

/// A preset as YAML text.
///
/// The text describes an experiment and can do nothing else: it is read into plain values within
/// bounds of size and depth, and no tag of it is followed.
public enum PresetText {
  /// The most bytes a preset may have.
  public static let largestSize = 256 * 1024

  /// The configuration that a preset describes; what it leaves out has its default.
  ///
  /// - Throws: everything wrong with the text, each problem with its line.
  public static func configuration(
    from yaml: String
  ) throws(ConfigurationError) -> ExperimentConfiguration {
    var reader = PresetReader()
    return try reader.configuration(from: PresetNode.document(in: yaml))
  }

  /// The configuration that a preset's bytes describe.
  ///
  /// - Throws: everything wrong with the text, each problem with its line.
  public static func configuration(
    fromBytes bytes: [UInt8]
  ) throws(ConfigurationError) -> ExperimentConfiguration {
    try configuration(from: text(in: bytes, limit: largestSize, "a preset"))
  }

  static func text(
    in bytes: [UInt8], limit: Int, _ subject: String
  ) throws(ConfigurationError) -> String {
    guard bytes.count <= limit else {
      throw .one(expected: "\(subject) of at most \(limit) bytes", found: "a larger file")
    }
    // The byte-order mark of some editors; the parser would take it for a key's first letter.
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    if let text = String(validating: text, as: UTF8.self) { return text }
    let repaired = String(decoding: bytes, as: UTF8.self)
    let lines = repaired.prefix { $0 != "\u{FFFD}" }.count { $0.isNewline }
    throw .one(expected: "UTF-8 text", found: "other bytes", line: lines + 1)
  }

  /// The text of a configuration, which reads back as the same configuration.
  public static func yaml(of configuration: ExperimentConfiguration) -> String {
    PresetWriter(configuration).text
  }
}

extension ConfigurationError {
  static func one(expected: String, found: String, line: Int? = nil) -> ConfigurationError {
    ConfigurationError([
      ConfigurationProblem(key: "", expected: expected, found: found, line: line)
    ])
  }
}

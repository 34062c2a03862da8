/// Several NumPy arrays in one ZIP archive, as `numpy.savez` writes them.
struct NPZFile {
  private static let inputNames = ["x", "data", "features", "inputs", "x_train", "arr_0"]
  private static let labelNames = ["y", "target", "targets", "labels", "y_train", "arr_1"]

  private let bytes: SourceBytes
  private let members: [ZIPFile.Member]

  init(_ bytes: SourceBytes) throws(RecordProblem) {
    self.bytes = bytes
    members = try bytes.withSpan { span throws(RecordProblem) in try ZIPFile(span).members }
      .filter { $0.name.hasSuffix(".npy") }
  }

  /// The arrays of inputs and of targets, and the latter's name.
  func arrays() throws(RecordProblem) -> (inputs: NumberArray, labels: NamedArray?) {
    guard let inputs = member(among: Self.inputNames) ?? (members.count == 1 ? members[0] : nil)
    else {
      let names = members.map { Self.name(of: $0) }
      throw RecordProblem(
        expected: "an array named x, X, data or features",
        found: names.isEmpty ? "no arrays" : listed(names, limit: 8),
        advice: "write it with numpy.savez(file, x=…, y=…)")
    }
    guard let labels = member(among: Self.labelNames) else { return (try array(inputs), nil) }
    return (
      try arrayWithTest(inputs),
      NamedArray(
        name: Self.name(of: labels), array: try arrayWithTest(labels))
    )
  }

  /// The array, and below it the one of test rows where they are divided as Keras has them.
  private func arrayWithTest(_ member: ZIPFile.Member) throws(RecordProblem) -> NumberArray {
    let name = Self.name(of: member)
    guard name.hasSuffix("_train"),
      let test = self.member(among: [name.dropLast("train".count).lowercased() + "test"])
    else { return try array(member) }
    return try .joined([try array(member), try array(test)])
  }

  private func member(among names: [String]) -> ZIPFile.Member? {
    for name in names {
      if let member = members.first(where: { Self.name(of: $0).lowercased() == name }) {
        return member
      }
    }
    return nil
  }

  private static func name(of member: ZIPFile.Member) -> String {
    String(member.name.dropLast(".npy".count))
  }

  private func array(_ member: ZIPFile.Member) throws(RecordProblem) -> NumberArray {
    guard !member.isEncrypted, member.method == 0 || member.method == 8 else {
      throw RecordProblem(
        expected: "arrays stored or deflated",
        found: member.isEncrypted ? "encrypted ones" : "packing method \(member.method)",
        advice: "write them with numpy.savez or numpy.savez_compressed")
    }
    let range = try bytes.withSpan { span throws(RecordProblem) in
      try ZIPFile.dataRange(of: member, in: span)
    }
    if member.method == 0 {
      guard member.size == member.packedSize else {
        throw ZIPFile.damaged("\(quoted(member.name)) of another size than it says")
      }
      return try NPYFile.array(bytes, part: range)
    }
    let unpacked = try bytes.withSpan { span throws(RecordProblem) in
      try Unpacking.inflated(span.extracting(range), of: member)
    }
    return try NPYFile.array(.read(unpacked))
  }
}

/// An array and what it is called.
struct NamedArray: Sendable {
  let name: String
  let array: NumberArray
}

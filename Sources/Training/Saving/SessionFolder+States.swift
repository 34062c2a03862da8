import Files

extension SessionFolder {
  private static let indexName = statePrefix + "index"

  /// The name of the file of a state to go back to.
  static func stateFile(_ number: Int) -> String { statePrefix + String(number) }

  /// The files of states that are there.
  func stateFiles() -> [(number: Int, byteCount: Int)] {
    folder.names().compactMap { name in
      guard name.hasPrefix(Self.statePrefix),
        let number = Int(name.dropFirst(Self.statePrefix.count)),
        let version = folder.version(of: name)
      else { return nil }
      return (number, version.size)
    }
  }

  /// Whether there are files of states to go back to in a folder.
  static func hasStates(_ folder: OpenFolder) -> Bool {
    folder.names().contains { $0.hasPrefix(statePrefix) }
  }

  /// Whether the session in a folder was closed, so that its states can be gone back to.
  static func hasIndex(_ folder: OpenFolder) -> Bool { folder.version(of: indexName) != nil }

  /// Removes the files of states to go back to, but for those with numbers that are wanted.
  func removeStates(but wanted: Set<Int> = []) {
    let kept = Set(wanted.map(Self.stateFile))
    for name in folder.names() where name.hasPrefix(Self.statePrefix) && !kept.contains(name) {
      folder.remove(name)
    }
  }

  /// Takes the index of the states that belong to the checkpoint as it is and find their data from a
  /// working directory; `nil` where there is none.
  ///
  /// It is there once: what is done from here on makes others of them.
  func takeIndex(from directory: String) -> StateIndex? {
    defer { folder.remove(Self.indexName) }
    guard let bytes = try? bytes(of: Self.indexName, limit: 64 << 20),
      let index = try? StateIndex(bytes: bytes), index.checkpointHash == checkpointHash,
      index.isUsable(from: directory)
    else { return nil }
    return index
  }

  /// Leaves an index in the place of an older one, or none.
  func replaceIndex(with index: StateIndex?) {
    do throws(SystemFailure) {
      guard let index else { return removeStates() }
      try folder.replace(Self.indexName, with: [.bytes(index.bytes)])
    } catch {
      // Without it nobody would find them again.
      removeStates()
    }
  }

  /// What the checkpoint that was saved last is recognised by: the hash at its end.
  var checkpointHash: UInt64? {
    guard let end = try? folder.end(of: Self.checkpointName, count: 8) else { return nil }
    return end.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}

import Files

extension SessionFolder {
  private static let indexName = statePrefix + "index"

  /// The file of a state to go back to.
  func stateFile(_ number: Int) -> String { file(Self.statePrefix + String(number)) }

  /// The files of states that are there.
  func stateFiles() -> [(number: Int, byteCount: Int)] {
    FolderContents.names(in: path).compactMap { name in
      guard name.hasPrefix(Self.statePrefix),
        let number = Int(name.dropFirst(Self.statePrefix.count)),
        let version = FileVersion(of: file(name))
      else { return nil }
      return (number, version.size)
    }
  }

  /// Whether there are files of states to go back to in a folder.
  static func hasStates(_ path: String) -> Bool {
    FolderContents.names(in: path).contains { $0.hasPrefix(statePrefix) }
  }

  /// Whether the session in a folder was closed, so that its states can be gone back to.
  static func hasIndex(_ path: String) -> Bool {
    FileVersion(of: FilePath.joined(path, indexName)) != nil
  }

  /// Removes the files of states to go back to, but for those with numbers that are wanted.
  func removeStates(but wanted: Set<Int> = []) {
    let kept = Set(wanted.map { Self.statePrefix + String($0) })
    for name in FolderContents.names(in: path)
    where name.hasPrefix(Self.statePrefix) && !kept.contains(name) {
      FolderContents.removeFile(file(name))
    }
  }

  /// Takes the index of the states that belong to the checkpoint as it is and find their data from a
  /// working directory; `nil` where there is none.
  ///
  /// It is there once: what is done from here on makes others of them.
  func takeIndex(from directory: String) -> StateIndex? {
    defer { FolderContents.removeFile(file(Self.indexName)) }
    guard let bytes = try? bytes(of: Self.indexName, limit: 64 << 20),
      let index = try? StateIndex(bytes: bytes), index.checkpointHash == checkpointHash,
      index.isUsable(from: directory)
    else { return nil }
    return index
  }

  /// Leaves an index in the place of an older one, or none.
  func replaceIndex(with index: StateIndex?) {
    do throws(WholeFileWriter.Failure) {
      guard let index else { return removeStates() }
      try WholeFileWriter(overwrites: true).replace(file(Self.indexName), with: index.bytes)
    } catch {
      // Without it nobody would find them again.
      removeStates()
    }
  }

  /// What the checkpoint that was saved last is recognised by: the hash at its end.
  var checkpointHash: UInt64? {
    guard let mapped = try? MappedFile(file(Self.checkpointName)), mapped.count >= 8 else {
      return nil
    }
    return mapped.withBytes { bytes in
      (bytes.count - 8..<bytes.count).reversed().reduce(0) { $0 << 8 | UInt64(bytes[$1]) }
    }
  }
}

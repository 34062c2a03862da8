import Files
import Platform

/// A file that is written from its beginning to its end, or a standard stream.
struct OutputStream: Sendable {
  static let standardOutput = OutputStream(descriptor: 1, name: "standard output")
  static let standardError = OutputStream(descriptor: 2, name: "standard error")

  let descriptor: Int32
  /// What messages call it.
  let name: String

  private init(descriptor: Int32, name: String) {
    self.descriptor = descriptor
    self.name = name
  }

  /// An empty file, in the place of one that may be there.
  static func creating(_ path: String) throws(CommandError) -> OutputStream {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw CommandError(.last, output: path, isOpen: false) }
    return OutputStream(descriptor: descriptor, name: path)
  }

  /// Whether a person looks at it.
  var isTerminal: Bool { isatty(descriptor) == 1 }

  /// The size of the terminal; `nil` where it has none.
  var size: (columns: Int, rows: Int)? {
    var size = winsize()
    guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return nil
    }
    return (Int(size.ws_col), Int(size.ws_row))
  }

  /// Writes all bytes as they are; of whole lines a file never ends inside one, even where the disk is full.
  func write(_ bytes: [UInt8]) throws(CommandError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { part in
        unsafe send(descriptor, part.baseAddress, part.count)
      }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        let failure = SystemFailure.last
        cutBack(bytes.prefix(bytes.count - rest.count))
        // A reader that has seen enough is no failure to speak of.
        if failure.code == EPIPE { throw .silent(.inputOutput) }
        throw CommandError(failure, output: name, isOpen: true)
      }
    }
  }

  /// Writes lines for a person: whatever names are in them, they cannot steer a terminal.
  ///
  /// What a program reads, such as YAML, goes out as bytes.
  func write(_ text: String) throws(CommandError) {
    try write(Array(Self.shown(text).utf8))
  }

  /// Writes a line over the one that was written so before; `clearLine` takes it away.
  func rewriteLine(_ text: String) throws(CommandError) {
    try write(Array("\r\(printable(text, limit: .max))\u{1B}[K".utf8))
  }

  func clearLine() throws(CommandError) { try rewriteLine("") }

  // By scalars, because a line end after a carriage return is one character with it.
  private static func shown(_ text: String) -> String {
    text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      .map { printable(String($0), limit: .max) }.joined(separator: "\n")
  }

  /// Opens something in the place of each standard stream that is closed, or the next file to be
  /// opened would take it, and messages would end in that file.
  ///
  /// It can be read and not written, so that output that goes nowhere is an error.
  static func occupyStandardStreams() {
    for stream: Int32 in 0...2 where fcntl(stream, F_GETFD) == -1 {
      _ = unsafe open("/dev/null", O_RDONLY)
    }
  }

  /// Ends the file; a disk behind a network may tell only now that it is full.
  func finish() throws(CommandError) {
    guard close(descriptor) == 0 || errno == EINTR else {
      throw CommandError(.last, output: name, isOpen: true)
    }
  }

  private func cutBack(_ written: ArraySlice<UInt8>) {
    let partial = written.reversed().prefix { $0 != UInt8(ascii: "\n") }.count
    let position = lseek(descriptor, 0, SEEK_CUR)
    guard partial > 0, position >= partial else { return }
    _ = ftruncate(descriptor, position - off_t(partial))
  }
}

// Within the type, `write` is its own.
private func send(_ file: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  unsafe write(file, bytes, count)
}

import Files

/// The bytes of a source, shared by all that read them.
enum SourceBytes: Sendable {
  /// In memory.
  case read([UInt8])
  /// In a file.
  case mapped(MappedFile)

  var count: Int {
    switch self {
    case .read(let bytes): bytes.count
    case .mapped(let file): file.count
    }
  }

  var isMapped: Bool {
    if case .mapped = self { true } else { false }
  }

  func withSpan<Result, Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    switch self {
    case .read(let bytes): try body(bytes.span)
    case .mapped(let file): try file.withBytes(body)
    }
  }

  func append(_ range: Range<Int>, to bytes: inout [UInt8]) {
    if case .read(let all) = self {
      bytes += all[range]
    } else {
      withSpan { span in
        for place in range { bytes.append(span[place]) }
      }
    }
  }
}

import Testing
import Training

@Suite struct WeightsFileTests {
  @Test func `tensors come back as they were written, bit for bit`() throws {
    let tensors = [
      WeightTensor(
        name: "layers.0.weight", shape: [2, 3],
        values: [0, -0.0, .leastNonzeroMagnitude, .greatestFiniteMagnitude, -.infinity, 0.1]),
      WeightTensor(name: "layers.0.bias", shape: [2], values: [.pi, -1]),
      WeightTensor(name: "a \"b\" \\ \n ü 🙂", shape: [], values: [7]),
      WeightTensor(name: "empty", shape: [3, 0], values: []),
    ]
    let read = try WeightsFile.tensors(in: WeightsFile.bytes(of: tensors))
    #expect(Set(read.map(\.name)) == Set(tensors.map(\.name)))
    for tensor in tensors {
      let same = try #require(read.first { $0.name == tensor.name })
      #expect(same.shape == tensor.shape)
      #expect(same.values.map(\.bitPattern) == tensor.values.map(\.bitPattern))
    }
  }

  @Test func `the bytes are those of the format`() {
    let bytes = WeightsFile.bytes(of: [WeightTensor(name: "w", shape: [1, 2], values: [1, -2])])
    let header = #"{"w":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]}}"#
    let padded = header + String(repeating: " ", count: (8 - header.utf8.count % 8) % 8)
    #expect(bytes.prefix(8) == [UInt8(padded.utf8.count), 0, 0, 0, 0, 0, 0, 0])
    #expect(bytes.dropFirst(8).prefix(padded.utf8.count) == ArraySlice(padded.utf8))
    #expect(bytes.suffix(8) == [0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0])
  }

  @Test func `the numbers begin at a multiple of eight bytes`() {
    for length in 1...9 {
      let name = String(repeating: "w", count: length)
      let bytes = WeightsFile.bytes(of: [WeightTensor(name: name, shape: [1], values: [1])])
      #expect((bytes.count - 4).isMultiple(of: 8))
    }
  }

  @Test func `keys may come in any order, with space between and with metadata`() throws {
    let header = """
      { "__metadata__" : {"format":"pt", "note":"\\u00fc\\ud83d\\ude42"},
        "b": {"data_offsets": [4, 8], "shape": [1], "dtype": "F32"},
        "a": {"shape": [], "dtype": "F32", "data_offsets": [0, 4]} }
      """
    let read = try WeightsFile.tensors(in: file(header, [0, 0, 128, 63, 0, 0, 0, 64]))
    #expect(
      read == [
        WeightTensor(name: "a", shape: [], values: [1]),
        WeightTensor(name: "b", shape: [1], values: [2]),
      ])
  }

  @Test(arguments: [
    (#"{"w":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}}"#, "type F32, found F16"),
    (#"{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#, "8 bytes for shape [2], found 4"),
    (#"{"w":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#, "from byte 0"),
    (#"{"w":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}"#, "[begin, end] that ascend"),
    (#"{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, "within the 4 bytes"),
    (#"{"w":{"dtype":"F32","shape":[1],"data_offsets":[0]}}"#, "[begin, end]"),
    (#"{"w":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}"#, "a whole number from 0"),
    (#"{"w":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}"#, "expected ']'"),
    (#"{"w":{"dtype":"F32","shape":[NaN],"data_offsets":[0,4]}}"#, "found 'NaN"),
    (#"{"w":{"dtype":"F32","shape":[1]}}"#, "dtype, shape and data_offsets"),
    (#"{"w":{"dtype":"F32","shape":[1],"shape":[1],"data_offsets":[0,4]}}"#, "each once"),
    (#"{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"x":1}}"#, "found 'x'"),
    (#"{"w":{"dtype":"F32","shape":[99999999999,99999999999],"data_offsets":[0,4]}}"#, "memory"),
    (#"{"w":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,4]}}"#, "memory"),
    (#"{"w":{"dtype":"F32","shape":[],"data_offsets":[0,4]},"w":{"#, "each tensor once"),
    (#"{"w":{"dtype":"F32","shape":[],"data_offsets":[0,4]}} x"#, "nothing more"),
    (#"{"w":{"dtype":"F32","shape":[],"data_offsets":[0,4]}"#, "expected '}'"),
    (#"{"w\u001b":{"dtype":"F32","shape":[3],"data_offsets":[0,4]}}"#, #"'w\u{1b}'"#),
    (#"{"\ud83d":{}}"#, "second half of a character"),
    (#"{"\x":{}}"#, "an escaped character"),
    ("{}", "0 bytes of numbers, as the header says, found 4"),
    ("[]", "expected '{' at byte 0 of the header"),
    ("", "expected '{' at byte 0 of the header, found its end"),
    ("{\"w", "the end of a string"),
    ("{\"w\u{1}\":{}}", "without control characters"),
  ]) func `a wrong header is told by what was expected and found`(header: String, part: String) {
    expectError(part, file(header, [0, 0, 0, 0]))
  }

  @Test func `tensors that overlap are refused`() {
    let header = """
      {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},\
      "b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}
      """
    expectError(
      "tensor 'b': expected numbers from byte 8", file(header, Array(repeating: 0, count: 8)))
  }

  @Test func `bytes that no tensor owns are refused`() {
    let header = #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#
    expectError("expected 4 bytes of numbers", file(header, Array(repeating: 0, count: 5)))
  }

  @Test func `a length that lies is not believed`() {
    expectError("begins with the length", [1, 0, 0])
    expectError("with a header length of 18446744073709551615", Array(repeating: 255, count: 20))
    expectError("begin with a header length of 13", [13, 0, 0, 0, 0, 0, 0, 0] + Array("{}".utf8))
  }

  @Test func `a header that is no UTF-8 is refused`() {
    var bytes = file(#"{"wx":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}"#, [0, 0, 0, 0])
    bytes[10] = 0xFF
    expectError("a string of UTF-8", bytes)
  }

  @Test func `no cut of a file and no flipped byte traps`() async {
    await #expect(processExitsWith: .success) {
      let bytes = WeightsFile.bytes(of: [
        WeightTensor(name: "layers.0.weight", shape: [2, 2], values: [1, 2, 3, 4]),
        WeightTensor(name: "layers.0.bias", shape: [2], values: [5, 6]),
      ])
      for count in bytes.indices {
        #expect(throws: WeightsError.self) {
          try WeightsFile.tensors(in: Array(bytes.prefix(count)))
        }
      }
      var refused = 0
      for index in bytes.indices {
        for value: UInt8 in [0, 1, 0x22, 0x2C, 0x39, 0x5B, 0x7B, 0xFF] {
          var changed = bytes
          changed[index] = value
          do { _ = try WeightsFile.tensors(in: changed) } catch { refused += 1 }
        }
      }
      #expect(refused > bytes.count)
    }
  }

  private func file(_ header: String, _ numbers: [UInt8]) -> [UInt8] {
    let count = header.utf8.count
    return [UInt8(count & 255), UInt8(count >> 8), 0, 0, 0, 0, 0, 0] + Array(header.utf8) + numbers
  }

  private func expectError(
    _ part: String, _ bytes: [UInt8], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let error = #expect(throws: WeightsError.self, sourceLocation: sourceLocation) {
      try WeightsFile.tensors(in: bytes)
    }
    let message = error?.description ?? ""
    #expect(message.contains(part), sourceLocation: sourceLocation)
    #expect(!message.contains { $0.isNewline }, sourceLocation: sourceLocation)
  }
}

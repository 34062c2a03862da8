import Testing
import Training

@Suite struct JSONWriterTests {
  @Test func `fields keep their order and are parted by commas at every depth`() {
    var json = JSONWriter()
    json.line { json in
      json.field("b", 1)
      json.object("a") { json in
        json.field("x", true)
        json.object("none") { _ in }
        json.list("units", [3, 2]) { $0.element($1) }
        json.list("empty", [Int]()) { $0.element($1) }
      }
      json.list("layers", [1, 2]) { json, units in json.object { $0.field("units", units) } }
      json.null("c")
    }
    json.line { $0.field("d", "e") }
    let expected = """
      {"b":1,"a":{"x":true,"none":{},"units":[3,2],"empty":[]},\
      "layers":[{"units":1},{"units":2}],"c":null}
      {"d":"e"}

      """
    #expect(String(decoding: json.bytes, as: UTF8.self) == expected)
  }

  @Test(arguments: [
    0.1 + 0.2, 1e-5, .leastNonzeroMagnitude, .greatestFiniteMagnitude, -0.0, 1,
    123_456_789_012_345_680,
    Double(Float(0.1)), 1 / 3,
  ]) func `numbers read back as the same number`(number: Double) throws {
    var json = JSONWriter()
    json.object { $0.field("x", number) }
    let text = String(decoding: json.bytes, as: UTF8.self).dropFirst(5).dropLast()
    #expect(try #require(Double(text)).bitPattern == number.bitPattern)
    #expect(text.wholeMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?(e[+-]?[0-9]+)?/) != nil)
  }

  @Test func `numbers that JSON has no word for are null`() {
    var json = JSONWriter()
    json.object { json in
      json.field("a", Double.nan)
      json.field("b", -Double.infinity)
    }
    #expect(String(decoding: json.bytes, as: UTF8.self) == #"{"a":null,"b":null}"#)
  }

  @Test func `text is escaped where JSON or a terminal would take it for more than text`() {
    var json = JSONWriter()
    json.object { $0.field("k\n", "a\"b\\c\u{1}\u{1B}[m\u{7F}\u{9B}\tüß🙂/") }
    #expect(
      String(decoding: json.bytes, as: UTF8.self)
        == #"{"k\n":"a\"b\\c\u0001\u001b[m\u007f\u009b\tüß🙂/"}"#)
  }
}

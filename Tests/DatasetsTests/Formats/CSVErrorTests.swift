import ExperimentModel
import Testing

@testable import Datasets

@Suite struct CSVErrorTests {
  @Test func `a row of another length names its line and both counts`() {
    #expect(
      refusal("x,y,z\n1,2,3\n4,5\n6,7,8\n").hasPrefix(
        "test.csv, line 3: expected 3 fields, found 2;"))
    #expect(
      refusal("x,y\n1,2\n\"a\nb\",5\n6,7,8,9\n").hasPrefix(
        "test.csv, line 5: expected 2 fields, found 4;"))
  }

  @Test func `a quote left open is found where it opened`() {
    #expect(
      refusal("x,y\n1,2\n3,\"open\n4,5\n").hasPrefix(
        "test.csv, line 3, column 2: expected a closing quote, found the end of the file"))
  }

  @Test func `text after a closing quote is refused`() {
    #expect(refusal("x,y\n\"a\"b,2\nc,3\n").contains("after the closing quote"))
  }

  @Test(arguments: [
    ("", "found an empty file"), ("\n\n  \n", "found an empty file"),
    ("x,y\n", "found a header of 2 columns only"),
    ("x,y\n1,2\n", "at least two rows"), ("x\n1\n2\n", "found a single column"),
    ("x,y\n1,a\n2,a\n", "only 'a' in 'y'"), ("x,y\n1,2.5\n2,2.5\n", "one value in all of 'y'"),
    ("x,y\n1,\n2,\n", "none in 'y'"), ("a,b,y\n1,1,1\n1,1,2\n", "none that can be used"),
  ])
  func `a table that cannot be learnt from is refused`(text: String, reason: String) {
    let message = refusal(text)
    #expect(message.contains(reason), "\(message)")
  }

  @Test func `bytes that are no text are refused with their place`() {
    func message(_ bytes: [UInt8]) -> String {
      refusal { _ = try CSVReader(source: "b.csv").table(of: bytes.span) }
    }
    let start = Array("x,y\n1,2\n".utf8)
    #expect(
      message(start + [0x33, 0xFF])
        == "b.csv, line 3: expected UTF-8 text, found byte 0xFF at byte 2 of the line; "
        + "save it as UTF-8")
    #expect(message(start + [0x33, 0]).contains("line 3: expected UTF-8 text, found a zero byte"))
    #expect(message([0xFF, 0xFE, 0x78, 0]).contains("found UTF-16"))
    #expect(message(start + [0xE2, 0x82]).contains("byte 0xE2"))
    #expect(message(start + [0xC0, 0x80]).contains("byte 0xC0"))
    #expect(message(start + [0xED, 0xA0, 0x80]).contains("byte 0xED"))
  }

  @Test func `a bad byte beyond the first block is found`() {
    let bytes = Array("x,y\n".utf8) + Array(repeatElement("1,2\n", count: 5_000).joined().utf8)
    let message = refusal { _ = try CSVReader(source: "b.csv").table(of: (bytes + [0xFF]).span) }
    #expect(message.contains("line 5,002") || message.contains("line 5002"), "\(message)")
  }

  @Test func `a huge field and too many columns are refused`() {
    let field = String(repeating: "a", count: RecordReader.longestField + 1)
    #expect(refusal("x,y\n1,\(field)\n2,b\n").contains("at most 1 MB"))
    let columns = String(repeating: "1,", count: TableSample.largestColumnCount + 1)
    #expect(refusal(columns + "1\n" + columns + "2\n").contains("at most 20,000 columns"))
  }

  @Test func `an unknown target names the columns and the nearest`() {
    let message = refusal("size,diagnosis\n1,a\n2,b\n") { $0.target = "diagnose" }
    #expect(
      message
        == "test.csv: expected a target column of the table, found 'diagnose'; "
        + "did you mean 'diagnosis'? the columns are size, diagnosis")
  }

  @Test func `a task that the target cannot have is refused`() {
    let text = "x,y\n1,a\n2,b\n3,c\n"
    #expect(refusal(text) { $0.task = .regression }.contains("line 2, column 2: expected a number"))
    #expect(refusal(text) { $0.task = .binary }.contains("expected two classes"))
  }

  @Test func `one odd value in the target is refused with its line`() {
    let rows = (0..<100).map { "\($0 % 9),\($0 == 70 ? "oops" : "\(Double($0) / 4)")" }
    let message = refusal("x,y\n" + rows.joined(separator: "\n"))
    #expect(message.hasPrefix("test.csv, line 72, column 2: expected a number in the target"))
  }

  @Test func `control characters of a file do not reach a message`() {
    let message = refusal("x,\u{1B}[31my\n1,a\n2,a\n")
    #expect(!message.contains("\u{1B}"), "\(message.debugDescription)")
  }

  @Test(arguments: [
    SplitShares(train: 0, dev: 0.5, test: 0.5), SplitShares(train: 0.5, dev: 0.2, test: 0.1),
    SplitShares(train: .nan, dev: 0.2, test: 0.1), SplitShares(train: 1.2, dev: -0.2, test: 0),
  ])
  func `shares that are none are refused`(shares: SplitShares) {
    #expect(refusal("x,y\n1,2\n3,4\n") { $0.split = shares }.contains("split shares"))
  }
}

import Testing

@testable import Datasets

@Suite struct CSVReaderTests {
  @Test func `numbers and names are read`() throws {
    let table = try table("a,b,c\n1,2.5,red\n-3,.5,blue\n+4,1e3,red\n")
    #expect(table.names == ["a", "b", "c"])
    #expect(table.numbers(0) == [1, -3, 4])
    #expect(table.numbers(1) == [2.5, 0.5, 1000])
    #expect(table.texts(2) == ["red", "blue", "red"])
  }

  @Test(arguments: [",", ";", "\t", "|", " "])
  func `the separator is found out`(separator: String) throws {
    let lines = [["size", "colour", "y"], ["1", "red", "2"], ["3", "blue", "4"]]
    let table = try table(lines.map { $0.joined(separator: separator) }.joined(separator: "\n"))
    #expect(table.names == ["size", "colour", "y"])
    #expect(table.texts(1) == ["red", "blue"])
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func `every kind of line end is read`(end: String) throws {
    let table = try table(["x,y", "1,2", "3,4", ""].joined(separator: end))
    #expect(table.names == ["x", "y"])
    #expect(table.numbers(1) == [2, 4])
  }

  @Test func `runs of blanks are one separator`() throws {
    let table = try table("  x   y  z \n 1.0  2   3\n  4 5    6  \n")
    #expect(table.names == ["x", "y", "z"])
    #expect(table.numbers(2) == [3, 6])
  }

  @Test func `decimal commas are read where something else separates`() throws {
    let table = try table("x;y\n1,5;2\n-2,25;3\n0;4\n")
    #expect(table.numbers(0) == [1.5, -2.25, 0])
    #expect(table.notes.contains { $0.contains("decimal commas") })
  }

  @Test func `thousands may be set apart by the mark that is not the decimal one`() throws {
    let continental = try table("x;y\n12.785,75;2\n1.785,5;3\n-7.000.000,5;4\n85;5\n")
    #expect(continental.numbers(0) == [12_785.75, 1_785.5, -7_000_000.5, 85])
    let insular = try table("x,y\n\"12,785.75\",2\n\"1,785\",3\n85,5\n")
    #expect(insular.numbers(0) == [12_785.75, 1_785, 85])
  }

  @Test(arguments: ["1,23", "0,123", "1234,567", ",123", "1,,234", "1,234x", "1.5,234"])
  func `other commas make no number`(text: String) throws {
    let table = try table("x,y\n\"\(text)\",2\n5,3\n6,4\n")
    #expect(table.texts(0).first == text)
  }

  @Test func `where semicolons and commas would both do, commas are decimal marks`() throws {
    let table = try table("1,5;2\n3,5;4\n")
    #expect(table.numbers(0) == [1.5, 3.5])
    #expect(table.numbers(1) == [2, 4])
  }

  @Test func `a comma inside a field of semicolons does not hide decimal points`() throws {
    let table = try table("x;y;who\n1.5;2;a, b\n2.5;3;c\n")
    #expect(table.numbers(0) == [1.5, 2.5])
    #expect(table.texts(2) == ["a, b", "c"])
  }

  @Test func `quotes hold separators, line ends and doubled quotes`() throws {
    let table = try table("t,y\n\"a,b\",1\n\"two\nlines\",2\n\"say \"\"x\"\"\",3\n\"\",4\n")
    #expect(table.texts(0) == ["a,b", "two\nlines", "say \"x\"", nil])
    #expect(table.numbers(1) == [1, 2, 3, 4])
  }

  @Test func `quoted numbers are numbers`() throws {
    #expect(try table("x,y\n\"1.5\",1\n\" 2\",2\n").numbers(0) == [1.5, 2])
  }

  @Test func `blanks around fields do not count`() throws {
    let table = try table("x , name\n 1 , red \n 2 , \"blue\" \n")
    #expect(table.names == ["x", "name"])
    #expect(table.numbers(0) == [1, 2])
    #expect(table.texts(1) == ["red", "blue"])
  }

  @Test func `a byte-order mark and blank lines are passed over`() throws {
    let table = try table("\u{FEFF}x,y\n\n1,2\n   \n3,4\n\n")
    #expect(table.names == ["x", "y"])
    #expect(table.numbers(0) == [1, 3])
  }

  @Test func `a last line without an end counts`() throws {
    #expect(try table("x,y\n1,2\n3,4").numbers(1) == [2, 4])
    #expect(try table("x,y\n1,2\n3,").numbers(1) == [2, nil])
  }

  @Test(arguments: [
    "", "NA", "n/a", "NaN", "null", "None", "?", "-", "  ", "inf", "-Infinity", "1e999",
  ])
  func `texts that stand for nothing are missing numbers`(text: String) throws {
    let table = try table("x,y\n1,1\n\(text),2\n3,3\n")
    #expect(table.numbers(0) == [1, nil, 3])
    #expect(table.columns[0].missingCount == 1)
  }

  @Test func `names follow from the file`() throws {
    #expect(try table("1,2\n3,4\n").names == ["column 1", "column 2"])
    #expect(try table("a,a,b\n1,2,3\n").names == ["a", "a (2)", "b"])
    #expect(try table(",x\n0,2.5\n1,3.5\n").names == ["unnamed", "x"])
    #expect(try table("x,y\nr1,1,2\nr2,3,4\n").names == ["unnamed", "x", "y"])
  }

  @Test func `a table of texts has a header where its first row never comes again`() throws {
    #expect(try table("colour,size\nred,big\nblue,small\nred,small\n").rowCount == 3)
    #expect(try table("red,big\nblue,small\nred,small\n").rowCount == 3)
  }

  @Test func `one odd value does not turn a column of numbers into text`() throws {
    let rows = (0..<100).map { $0 == 40 ? "oops,1" : "\(Double($0) / 4),1" }
    let table = try table("x,y\n" + rows.joined(separator: "\n"))
    #expect(table.columns[0].missingCount == 1)
    #expect(table.columns[0].oddity == TableColumn.Oddity(text: "oops", line: 42, count: 1))
  }

  @Test func `a column that turns to text after the sample is read again as text`() throws {
    let rows = (0..<400).map { $0 < 200 ? "\($0 % 7),\($0)" : "late,\($0)" }
    let table = try table("x,y\n" + rows.joined(separator: "\n"))
    let expected: [String?] = (0..<400).map { $0 < 200 ? "\($0 % 7)" : "late" }
    #expect(table.texts(0) == expected)
    #expect(table.numbers(1).count == 400)
  }

  @Test func `times in seconds keep their differences`() throws {
    let rows = (0..<50).map { "\(1_700_000_000 + $0 % 9).25,\($0)" }
    let table = try table("t,y\n" + rows.joined(separator: "\n"))
    #expect(table.numbers(0)[3] == 1_700_000_003.25)
  }

  @Test func `texts other than ASCII are kept`() throws {
    #expect(try table("größe,y\n頭,1\n🙂,2\n").texts(0) == ["頭", "🙂"])
  }
}

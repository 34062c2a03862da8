import TerminalUI
import TestKit
import Testing

@Suite struct ScreenBufferTests {
  @Test func `a text that is too long ends in an ellipsis`() {
    var buffer = ScreenBuffer(size: Size(columns: 12, rows: 3))
    buffer.text("learning rate", at: Position(row: 0, column: 0))
    buffer.text("learning rate", at: Position(row: 1, column: 2), width: 6, ink: .title)
    buffer.textRight("0.001", row: 2, right: 12, ink: .good)
    expectGolden(buffer, "text-with-ellipsis")
  }
}

import Testing

@testable import CursesTerminal

@Suite struct TerminalErrorTests {
  @Test(arguments: [
    TerminalError.notATerminal, .terminalNotNamed, .unknownTerminal("vt999"),
    .cannotPlaceCursor("dumb"), .systemRefused(24),
  ])
  func `an error is one sentence`(error: TerminalError) {
    #expect(!error.description.contains("\n"))
    #expect(error.description.count > 40)
  }
}

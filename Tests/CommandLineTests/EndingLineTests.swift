import Testing

@testable import nn_tui

@Suite struct EndingLineTests {
  @Test func `an end that comes soon is not spoken of, and is waited for once`() {
    var waits: [Duration] = []
    EndingLine(stream: .standardError).wait { limit in
      waits.append(limit)
      return true
    }
    #expect(waits == [.milliseconds(300)])
  }
}

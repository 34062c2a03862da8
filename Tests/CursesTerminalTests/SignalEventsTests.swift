import CNcurses
import CTerminalRescue
import TerminalUI
import Testing

@testable import CursesTerminal

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

// One pipe belongs to the whole process, so these take turns.
@Suite(.serialized) struct SignalEventsTests {
  // Milliseconds after which something that should be there is not coming.
  private let longEnough: Int32 = 20_000

  @Test func `bits are told as events, the most urgent last`() {
    #expect(SignalEvents(bits: 0) == SignalEvents(bits: 128))
    let all = SignalEvents(bits: 127)
    #expect(all.isWoken && all.isResized && all.isStopped && all.isContinued)
    #expect(all.interruptions == [.interrupt, .terminate, .hangup])
  }

  @Test func `a wake from any thread ends the waiting, and many are one`() async {
    let pipe = terminal_signals_open()
    defer { terminal_signals_close() }
    #expect(pipe >= 0)
    #expect(curses_wait(-1, pipe, 0) == 0)
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask { for _ in 0..<10_000 { terminal_signals_wake() } }
      }
    }
    #expect(curses_wait(-1, pipe, longEnough) == Int32(curses_ready_signals))
    #expect(SignalEvents.take().isWoken)
    #expect(curses_wait(-1, pipe, 0) == 0)
    #expect(!SignalEvents.take().isWoken)
  }

  @Test func `a signal is an event while the pipe is open and nothing afterwards`() {
    let pipe = terminal_signals_open()
    terminal_signals_install()
    // To the process: the threads that run tests hold signals back.
    kill(getpid(), SIGWINCH)
    #expect(curses_wait(-1, pipe, longEnough) == Int32(curses_ready_signals))
    #expect(SignalEvents.take().isResized)
    terminal_signals_close()

    // Without handlers the signal is ignored, as it was before.
    _ = terminal_signals_open()
    kill(getpid(), SIGWINCH)
    #expect(!SignalEvents.take().isResized)
    terminal_signals_close()
    terminal_signals_wake()
  }

  @Test func `a pipe whose other end is closed counts as a terminal that has gone`() {
    var ends: [Int32] = [0, 0]
    #expect(unsafe pipe(&ends) == 0)
    let signals = terminal_signals_open()
    defer { terminal_signals_close() }
    #expect(curses_wait(ends[0], signals, 0) == 0)
    #expect(unsafe write(ends[1], "x", 1) == 1)
    #expect(curses_wait(ends[0], signals, longEnough) == Int32(curses_ready_input))
    close(ends[1])
    var byte: UInt8 = 0
    #expect(unsafe read(ends[0], &byte, 1) == 1)
    #expect(curses_wait(ends[0], signals, longEnough) == Int32(curses_terminal_gone))
    close(ends[0])
  }

  @Test func `waiting is rounded up to whole milliseconds and has an end`() {
    #expect(Duration.zero.millisecondsRoundedUp == 0)
    #expect(Duration.microseconds(1).millisecondsRoundedUp == 1)
    #expect(Duration.milliseconds(33).millisecondsRoundedUp == 33)
    #expect(Duration.seconds(1e12).millisecondsRoundedUp == 2_000_000_000)
  }

  @Test func `every signal that ends the process gives the terminal back first`() throws {
    let terminal = try #require(openTerminal())
    defer { close(terminal) }
    let before = Self.deadly.map { handler(of: $0) }
    let ignored = unsafe unsafeBitCast(SIG_IGN, to: Int.self)
    #expect(terminal_rescue_remember(terminal))
    #expect(unsafe terminal_rescue_arm("", 0))
    for (signal, former) in zip(Self.deadly, before) {
      #expect((handler(of: signal) != former) != (former == ignored), "signal \(signal)")
    }
    terminal_rescue_disarm()
    #expect(Self.deadly.map { handler(of: $0) } == before)
  }

  // Apart from those that are events. Their default action ends the process, by POSIX and signal(7).
  private static let deadly: [Int32] = {
    var signals = [
      SIGABRT, SIGALRM, SIGBUS, SIGFPE, SIGILL, SIGPIPE, SIGPROF, SIGSEGV, SIGSYS, SIGTRAP, SIGUSR1,
      SIGUSR2, SIGVTALRM, SIGXCPU, SIGXFSZ,
    ]
    #if os(Linux)
    signals += [SIGPOLL, SIGPWR, 16]
    signals += __libc_current_sigrtmin()...__libc_current_sigrtmax()
    #endif
    return signals
  }()

  private func handler(of signal: Int32) -> Int {
    var action = sigaction()
    #expect(unsafe sigaction(signal, nil, &action) == 0)
    #if canImport(Darwin)
    return unsafe unsafeBitCast(action.__sigaction_u.__sa_handler, to: Int.self)
    #else
    return unsafe unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
    #endif
  }

  private func openTerminal() -> Int32? {
    let terminal = unsafe open("/dev/ptmx", O_RDWR | O_NOCTTY)
    return terminal >= 0 ? terminal : nil
  }
}

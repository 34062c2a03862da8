import Platform
import Synchronization

/// The signals that ask a run without a screen to end.
enum StopRequest {
  /// The number of the signal that came; 0 before one has.
  private static let received = Atomic<Int32>(0)

  /// From here on the first signal is a request, and a second one ends the program as ever.
  ///
  /// A signal that was ignored, as by `nohup`, stays so.
  static func listen() {
    // The handler may only load it, so it has to be there.
    received.store(0, ordering: .relaxed)
    for number in [SIGINT, SIGTERM, SIGHUP] {
      var action = sigaction()
      guard unsafe sigaction(number, nil, &action) == 0, !isIgnored(action) else { continue }
      setHandler(of: &action) { StopRequest.received.store($0, ordering: .relaxed) }
      unsafe sigemptyset(&action.sa_mask)
      action.sa_flags = Int32(truncatingIfNeeded: UInt32(SA_RESETHAND) | UInt32(SA_RESTART))
      _ = unsafe sigaction(number, &action, nil)
    }
  }

  /// The signal that came, or `nil`.
  static var signal: Int32? {
    let number = received.load(ordering: .relaxed)
    return number == 0 ? nil : number
  }

  private static func isIgnored(_ action: sigaction) -> Bool {
    #if canImport(Darwin)
    let handler = unsafe action.__sigaction_u.__sa_handler
    #else
    let handler = unsafe action.__sigaction_handler.sa_handler
    #endif
    // SIG_IGN is a number in a pointer's clothes, which only its bits tell.
    return unsafe unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  private static func setHandler(
    of action: inout sigaction, to handler: @escaping @convention(c) (Int32) -> Void
  ) {
    #if canImport(Darwin)
    unsafe action.__sigaction_u.__sa_handler = handler
    #else
    unsafe action.__sigaction_handler.sa_handler = handler
    #endif
  }
}

import Dispatch
import Platform

/// A plain thread that runs one function.
///
/// A training step is long and synchronous and its thread blocks while training is paused; a task
/// would hold one of the few threads of the cooperative pool for all that time.
public final class WorkerThread: Sendable {
  private let isDone = DispatchSemaphore(value: 0)

  /// Starts a thread.
  ///
  /// Signals meant for the program go to other threads.
  public init(_ body: @escaping @Sendable () -> Void) {
    let done = isDone
    let work = Work {
      body()
      done.signal()
    }
    var everySignal = sigset_t()
    var previous = sigset_t()
    unsafe sigfillset(&everySignal)
    // Faults belong to the thread that makes them; blocking them would hide a crash.
    for fault in [SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP] {
      unsafe sigdelset(&everySignal, fault)
    }
    unsafe pthread_sigmask(SIG_BLOCK, &everySignal, &previous)
    let box = unsafe Unmanaged.passRetained(work).toOpaque()
    #if canImport(Darwin)
    var thread: pthread_t?
    #else
    var thread = pthread_t()
    #endif
    let failure = unsafe pthread_create(&thread, nil, runWork, box)
    precondition(failure == 0, "the system has no thread left (error \(failure))")
    #if canImport(Darwin)
    if let thread = unsafe thread { unsafe pthread_detach(thread) }
    #else
    pthread_detach(thread)
    #endif
    unsafe pthread_sigmask(SIG_SETMASK, &previous, nil)
  }

  /// Waits until the function has returned, for `limit` at most; false where it has not.
  public func join(within limit: Duration) -> Bool {
    let (seconds, attoseconds) = limit.components
    let nanoseconds = Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)
    guard isDone.wait(timeout: .now() + .nanoseconds(nanoseconds)) == .success else {
      return false
    }
    isDone.signal()
    return true
  }

  /// Waits until the function has returned.
  public func join() {
    isDone.wait()
    isDone.signal()
  }
}

private final class Work: Sendable {
  let body: @Sendable () -> Void

  init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}

#if canImport(Darwin)
private let runWork: @convention(c) (UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? = { box in
  unsafe Unmanaged<Work>.fromOpaque(box).takeRetainedValue().body()
  return nil
}
#else
private let runWork: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = {
  guard let box = unsafe $0 else { return nil }
  unsafe Unmanaged<Work>.fromOpaque(box).takeRetainedValue().body()
  return nil
}
#endif

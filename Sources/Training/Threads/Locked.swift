import Synchronization

#if THREAD_SANITIZER
import CThreadSanitizer
#endif

/// A value that threads look at one after the other.
///
/// A `Mutex` of which the thread sanitizer is told: the lock itself is taken in a library that is not
/// compiled for it, so that it would see no order between those who held the lock.
struct Locked<Value: Sendable>: ~Copyable, Sendable {
  private let mutex: Mutex<Value>

  init(_ value: Value) { mutex = Mutex(value) }

  /// Waits until no other thread has the lock, and holds it for the time of the body.
  borrowing func withLock<Result: Sendable, Failure: Error>(
    _ body: (inout Value) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try mutex.withLock { value throws(Failure) -> Result in
      #if THREAD_SANITIZER
      // A mutex stays where it is, so its address tells which one it is.
      let address = unsafe withUnsafePointer(to: mutex) {
        unsafe UnsafeMutableRawPointer(mutating: $0)
      }
      unsafe __tsan_acquire(address)
      defer { unsafe __tsan_release(address) }
      #endif
      return try body(&value)
    }
  }
}

import Dispatch
import Numerics

/// Turns at matrix products, for sessions that compute at the same time.
///
/// OpenBLAS has one count of threads for the whole process, and the count decides the order of sums.
/// So a session computes only within a turn that has its own count: those of one count go on side by
/// side, those of different counts one after the other, in the order in which they asked. What a
/// session computes then does not depend on who computes beside it.
final class ProductTurns: Sendable {
  /// The turns at the one OpenBLAS there is.
  static let shared = ProductTurns { MatrixProduct.threadCount = $0 }

  private struct Waiting {
    var count: Int
    var admission: DispatchSemaphore
  }

  private struct State {
    var count = 0
    var users = 0
    var queue: [Waiting] = []
  }

  private let state = Locked(State())
  private let setCount: @Sendable (Int) -> Void

  /// Turns that `setCount` gives their count to.
  init(setCount: @escaping @Sendable (Int) -> Void) { self.setCount = setCount }

  /// Turns that are waited for.
  var waitingCount: Int { state.withLock { $0.queue.count } }

  /// Waits for a turn with a count of threads.
  ///
  /// It lasts until ``leave()``, and there is none inside of it.
  func enter(_ count: Int) {
    let admission = state.withLock { state -> DispatchSemaphore? in
      // Who came later must not pass by, or turns of one count could keep out another for ever.
      if state.queue.isEmpty, state.users == 0 || state.count == count {
        admit(count, &state)
        setCount(count)
        return nil
      }
      let admission = DispatchSemaphore(value: 0)
      state.queue.append(Waiting(count: count, admission: admission))
      return admission
    }
    guard let admission else { return }
    admission.wait()
    // By the thread whose turn it is, because OpenBLAS on OpenMP keeps a count for each thread.
    state.withLock { _ in setCount(count) }
  }

  /// Ends a turn.
  func leave() {
    state.withLock { state in
      precondition(state.users > 0, "a turn ended that had not begun")
      state.users -= 1
      while let first = state.queue.first, state.users == 0 || state.count == first.count {
        state.queue.removeFirst()
        admit(first.count, &state)
        first.admission.signal()
      }
    }
  }

  private func admit(_ count: Int, _ state: inout State) {
    state.count = count
    state.users += 1
  }
}

import Dispatch
import Synchronization

/// An ordered queue between threads that never drops: for facts and commands.
public final class Mailbox<Element: Sendable>: Sendable {
  private let elements = Locked<[Element]>([])
  // Whether there is something to drain, readable without the lock: the trainer looks before each
  // burst of steps.
  private let hasMail = Atomic<Bool>(false)
  // Synchronization has no condition variable; the semaphore only wakes a drain that waits.
  private let arrival = DispatchSemaphore(value: 0)

  /// An empty mailbox.
  public init() {}

  /// Whether nothing waits to be drained.
  public var isEmpty: Bool { !hasMail.load(ordering: .acquiring) }

  /// Adds elements in their order.
  ///
  /// - Returns: whether the mailbox was empty: then somebody may have to be woken.
  @discardableResult
  public func post(_ posted: [Element]) -> Bool {
    guard !posted.isEmpty else { return false }
    let wasEmpty = elements.withLock { elements in
      defer { elements.append(contentsOf: posted) }
      hasMail.store(true, ordering: .releasing)
      return elements.isEmpty
    }
    if wasEmpty { arrival.signal() }
    return wasEmpty
  }

  /// Takes all elements, perhaps none.
  public func drain() -> [Element] {
    guard !isEmpty else { return [] }
    return elements.withLock { elements in
      hasMail.store(false, ordering: .releasing)
      return exchange(&elements, with: [])
    }
  }

  /// Takes all elements, and waits for the first without using the processor.
  public func drainWaiting() -> [Element] {
    while true {
      let drained = drain()
      if !drained.isEmpty { return drained }
      arrival.wait()
    }
  }
}

private func exchange<Value>(_ value: inout Value, with replacement: Value) -> Value {
  defer { value = replacement }
  return value
}

import Dispatch
import ExperimentModel

@testable import Training

/// Somebody who waits for what is told on other threads.
final class Audience<Event: Sendable>: Sendable {
  private let heard = Locked<[Event]>([])
  private let arrival = DispatchSemaphore(value: 0)

  var events: [Event] { heard.withLock { $0 } }

  func hear(_ new: [Event]) {
    heard.withLock { $0 += new }
    arrival.signal()
  }

  /// The first event that is as wished; gives up after a minute.
  func wait(until isWished: (Event) -> Bool) -> Event? {
    find { $0.first(where: isWished) }
  }

  /// What is sought in all that was heard; gives up after a minute.
  func find<Found>(_ search: ([Event]) -> Found?) -> Found? {
    let deadline = DispatchTime.now() + .seconds(60)
    while true {
      if let found = search(events) { return found }
      // Of much that was heard in the meantime, a late wait would still be told.
      guard DispatchTime.now() < deadline, arrival.wait(timeout: deadline) == .success else {
        return nil
      }
    }
  }
}

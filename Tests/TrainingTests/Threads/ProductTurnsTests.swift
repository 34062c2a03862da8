import Dispatch
import Foundation
import Synchronization
import Testing

@testable import Training

/// The count that products would have, and how many compute.
private final class Kitchen: Sendable {
  let count = Atomic<Int>(0)
  let inside = Atomic<Int>(0)
  let mostInside = Atomic<Int>(0)
  let mistakes = Atomic<Int>(0)

  func turns() -> ProductTurns {
    ProductTurns { [self] in count.store($0, ordering: .relaxed) }
  }

  func compute(_ wanted: Int) {
    let present = inside.add(1, ordering: .relaxed).newValue
    mostInside.max(present, ordering: .relaxed)
    for _ in 0..<50 where count.load(ordering: .relaxed) != wanted {
      mistakes.add(1, ordering: .relaxed)
    }
    inside.subtract(1, ordering: .relaxed)
  }
}

@Suite struct `Turns at products` {
  @Test func `have their count from beginning to end, whoever else computes`() {
    let kitchen = Kitchen()
    let turns = kitchen.turns()
    let workers = (0..<6).map { number in
      WorkerThread {
        for round in 0..<400 {
          let wanted = 1 + (number + round / 7) % 3
          turns.enter(wanted)
          kitchen.compute(wanted)
          turns.leave()
        }
      }
    }
    for worker in workers { worker.join() }
    #expect(kitchen.mistakes.load(ordering: .relaxed) == 0)
  }

  @Test func `of one count go on side by side`() {
    let turns = ProductTurns { _ in }
    turns.enter(2)
    // It would wait for ever, were there room for one only.
    #expect(
      returns {
        turns.enter(2)
        turns.leave()
      })
    turns.leave()
  }

  @Test func `come in the order in which they were asked for`() {
    let turns = ProductTurns { _ in }
    let order = Locked<[Int]>([])
    let (asked, done) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    turns.enter(1)
    let other = WorkerThread {
      asked.signal()
      turns.enter(2)
      order.withLock { $0.append(2) }
      turns.leave()
    }
    asked.wait()
    // The other has its place in the queue as soon as a third turn of the first count has to wait.
    turns.wait(untilWaiting: 1)
    let late = WorkerThread {
      turns.enter(1)
      order.withLock { $0.append(1) }
      turns.leave()
      done.signal()
    }
    turns.wait(untilWaiting: 2)
    turns.leave()
    done.wait()
    other.join()
    late.join()
    #expect(order.withLock { $0 } == [2, 1])
  }
}

extension ProductTurns {
  /// Gives up after a while, for who was let in at once is never seen to wait.
  fileprivate func wait(untilWaiting count: Int) {
    #expect(eventually { waitingCount == count })
  }
}

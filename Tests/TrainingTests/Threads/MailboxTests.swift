import Dispatch
import Synchronization
import Testing

@testable import Training

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Whether a function that waits comes to its end; gives up after a minute.
func returns(_ body: @escaping @Sendable () -> Void) -> Bool {
  let end = DispatchSemaphore(value: 0)
  _ = WorkerThread {
    body()
    end.signal()
  }
  return end.wait(timeout: .now() + .seconds(60)) == .success
}

/// Values that threads add to.
private final class Collected<Value: Sendable>: Sendable {
  private let values = Locked<[Value]>([])

  func add(_ added: [Value]) { values.withLock { $0 += added } }

  var all: [Value] { values.withLock { $0 } }
}

private struct Letter: Sendable, Equatable {
  var sender: Int
  var number: Int
}

@Suite struct `A mailbox` {
  @Test func `gives everything once, in each sender's order, to one that waits`() {
    let mailbox = Mailbox<Letter>()
    let received = Collected<Letter>()
    let (senderCount, letterCount) = (4, 5000)
    let receiver = WorkerThread {
      while received.all.count < senderCount * letterCount { received.add(mailbox.drainWaiting()) }
    }
    let senders = (0..<senderCount).map { sender in
      WorkerThread {
        for number in stride(from: 0, to: letterCount, by: 2) {
          mailbox.post([0, 1].map { Letter(sender: sender, number: number + $0) })
        }
      }
    }
    for sender in senders { sender.join() }
    receiver.join()
    let letters = received.all
    #expect(letters.count == senderCount * letterCount)
    for sender in 0..<senderCount {
      let numbers = letters.filter { $0.sender == sender }.map(\.number)
      #expect(numbers == Array(0..<letterCount))
    }
    #expect(mailbox.isEmpty)
  }

  @Test func `says whether somebody has to be woken`() {
    let mailbox = Mailbox<Int>()
    #expect(mailbox.isEmpty)
    #expect(!mailbox.post([]))
    #expect(mailbox.isEmpty)
    #expect(mailbox.post([1, 2]))
    #expect(!mailbox.post([3]))
    #expect(!mailbox.isEmpty)
    #expect(mailbox.drain() == [1, 2, 3])
    #expect(mailbox.drain() == [])
    #expect(mailbox.post([4]))
    #expect(mailbox.drainWaiting() == [4])
  }
}

@Suite struct `A slot for the newest value` {
  @Test func `is read in the order of writing, and ends with the last`() {
    let slot = LatestSlot<Int>()
    let seen = Collected<Int>()
    let isWritten = Atomic<Bool>(false)
    let readCount = Atomic<Int>(0)
    let writer = WorkerThread {
      for value in 1...20_000 {
        let before = readCount.load(ordering: .acquiring)
        slot.put(value)
        // The first hundred are all seen, however the threads are scheduled.
        while value <= 100, readCount.load(ordering: .acquiring) < before + 2 { sched_yield() }
      }
      isWritten.store(true, ordering: .releasing)
    }
    let reader = WorkerThread {
      var isLast = false
      while !isLast {
        isLast = isWritten.load(ordering: .acquiring)
        seen.add([slot.read()].compactMap(\.self))
        readCount.add(1, ordering: .releasing)
      }
    }
    writer.join()
    reader.join()
    let values = seen.all
    #expect(zip(values, values.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(values.last == 20_000)
  }

  @Test func `is wanted from a reading until the next writing`() {
    let slot = LatestSlot<Int>()
    #expect(slot.isWanted)
    #expect(slot.read() == nil)
    slot.put(1)
    #expect(!slot.isWanted)
    #expect(slot.read() == 1)
    #expect(slot.isWanted)
  }
}

@Suite struct `A worker thread` {
  @Test func `is waited for, as often as one likes`() {
    for _ in 0..<100 {
      let done = Collected<Int>()
      let thread = WorkerThread {
        // Others have their turn first.
        for _ in 0..<50 { sched_yield() }
        done.add([1])
      }
      thread.join()
      #expect(done.all == [1])
      #expect(returns { thread.join() })
    }
  }
}

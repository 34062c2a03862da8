import Datasets
import ExperimentModel
import Synchronization

/// Loads data on a thread of its own, so that who waits for a large file can be told to wait no
/// longer.
///
/// The thread begins with the first load; the last table read is kept. One thread at a time waits.
final class DataLoader: Sendable {
  typealias Load = (Request) -> Answer
  typealias Answer = Result<PreparedData, DatasetError>

  struct Request: Sendable {
    var configuration: DataConfiguration
    var keepsTargetUnits: Bool
    /// What a session did with the data, to be done again.
    var record: SourceRecord?
  }

  private let requests = Mailbox<Request?>()
  /// What was loaded; `nil` where it is not to be waited for.
  private let answers = Mailbox<Answer?>()
  private let isAbandoned = Atomic<Bool>(false)
  private let thread = Locked<WorkerThread?>(nil)
  private let makeLoad: @Sendable () -> Load

  /// A loader; `makeLoad` is called on its thread.
  init(_ makeLoad: @escaping @Sendable () -> Load = DataLoader.fromLibrary) {
    self.makeLoad = makeLoad
  }

  deinit { requests.post([nil]) }

  /// Waits for the rows of a configuration, as ``DatasetLibrary`` loads them.
  ///
  /// - Throws: what is wrong with the data, or that it is not to be waited for.
  func load(
    _ configuration: DataConfiguration, keepsTargetUnits: Bool, record: SourceRecord? = nil
  ) throws(DatasetError) -> PreparedData {
    guard !isAbandoned.load(ordering: .acquiring) else { throw .abandoned(configuration.source) }
    begin()
    requests.post([
      Request(configuration: configuration, keepsTargetUnits: keepsTargetUnits, record: record)
    ])
    guard let answer = answers.drainWaiting().first ?? nil else {
      throw .abandoned(configuration.source)
    }
    return try answer.get()
  }

  /// Lets nobody wait any longer, now or later; what is being loaded is left to itself.
  func abandon() {
    isAbandoned.store(true, ordering: .releasing)
    answers.post([nil])
  }

  private func begin() {
    let (requests, answers, makeLoad) = (requests, answers, makeLoad)
    thread.withLock { thread in
      if thread != nil { return }
      thread = WorkerThread {
        let load = makeLoad()
        while true {
          for request in requests.drainWaiting() {
            guard let request else { return }
            answers.post([load(request)])
          }
        }
      }
    }
  }

  private static let fromLibrary: @Sendable () -> Load = {
    let library = DatasetLibrary()
    return { request in
      Answer { () throws(DatasetError) in
        try library.load(
          request.configuration, keepsTargetUnits: request.keepsTargetUnits,
          record: request.record)
      }
    }
  }
}

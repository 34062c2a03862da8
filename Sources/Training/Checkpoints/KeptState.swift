import ExperimentModel

/// A state to go back to: in memory, or in a file once somebody has brought it there.
///
/// The thread that trains decides where it is to be; another one moves it, so that nobody waits for a
/// disk but who goes back to a state in a file.
final class KeptState: Sendable {
  /// Where a state is.
  enum Place: Equatable {
    case memory
    /// In memory, on its way to a file.
    case moving
    case file
    /// Nowhere any more.
    case lost
  }

  private enum Content {
    case memory(SessionCheckpoint, isMoving: Bool)
    case file(StateFile)
    case lost
  }

  let configuration: ExperimentConfiguration
  let standing: RunStanding
  /// Steps trained.
  let step: Int
  /// The room it takes in memory.
  private let memoryByteCount: Int
  private let content: Locked<Content>

  init(_ checkpoint: SessionCheckpoint) {
    configuration = checkpoint.configuration
    standing = checkpoint.standing
    step = checkpoint.step
    memoryByteCount = checkpoint.byteCount
    content = Locked(.memory(checkpoint, isMoving: false))
  }

  /// A state in a file that is there.
  init(_ state: StateIndex.State, in file: StateFile) {
    configuration = state.configuration
    standing = state.standing
    step = state.step
    memoryByteCount = state.byteCount
    content = Locked(.file(file))
  }

  /// What an index says of it; `nil` where it is not in a file.
  var index: StateIndex.State? {
    guard case .file(let file) = content.withLock({ $0 }) else { return nil }
    return StateIndex.State(
      number: file.number, byteCount: file.byteCount, hash: file.hash,
      configuration: configuration, standing: standing, step: step)
  }

  /// The room it takes, in memory or on a disk.
  var byteCount: Int {
    content.withLock { content in
      if case .file(let file) = content { file.byteCount } else { memoryByteCount }
    }
  }

  var place: Place {
    content.withLock { content in
      switch content {
      case .memory(_, let isMoving): isMoving ? .moving : .memory
      case .file: .file
      case .lost: .lost
      }
    }
  }

  /// The state itself, read where it is in a file.
  ///
  /// - Throws: why it is no longer to be had; it is then lost.
  func checkpoint() throws(CheckpointError) -> SessionCheckpoint {
    // A file may be large, and the writer must not wait for who reads it.
    let found = content.withLock { $0 }
    switch found {
    case .memory(let checkpoint, _): return checkpoint
    case .lost: throw Self.lost
    case .file(let file):
      do throws(CheckpointError) {
        return try file.checkpoint()
      } catch {
        giveUp()
        throw error
      }
    }
  }

  /// Asks for it to be moved: from now on it is ``Place/moving``.
  func beginMove() {
    content.withLock { content in
      if case .memory(let checkpoint, _) = content {
        content = .memory(checkpoint, isMoving: true)
      }
    }
  }

  /// What is to be written; `nil` where nobody wants it any more.
  var leaving: SessionCheckpoint? {
    content.withLock { content in
      if case .memory(let checkpoint, _) = content { checkpoint } else { nil }
    }
  }

  /// It was written, and leaves memory.
  func moved(to file: StateFile) {
    replace { content in if case .memory = content { .file(file) } else { content } }
  }

  /// Lets go of it, and of its file.
  func giveUp() { replace { _ in .lost } }

  private func replace(_ replacement: (Content) -> Content) {
    let left = content.withLock { content in
      defer { content = replacement(content) }
      return content
    }
    // Freeing a large state takes a while, in which nobody else should wait for the lock.
    withExtendedLifetime(left) {}
  }

  private static var lost: CheckpointError {
    .damaged(expected: "a state that is kept", found: "one that was given up")
  }
}

/// Who brings states to a disk, in their own time.
protocol StateShelf: AnyObject, Sendable {
  /// Bytes that all states on the disk may take, as far as is known.
  var room: Int { get }

  /// Moves a state to a file, or gives it up where that cannot be.
  func take(_ state: KeptState)
}

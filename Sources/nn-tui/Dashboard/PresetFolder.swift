import AppShell
import Dashboard
import ExperimentModel
import Presets
import Training

/// The store of presets as the loop knows it.
final class PresetFolder: PresetPort {
  private let store: PresetStore
  private let wake: @Sendable () -> Void
  private let found = Mailbox<[PresetEntry]>()
  private var search: WorkerThread?

  init(_ store: PresetStore, wake: @escaping @Sendable () -> Void) {
    self.store = store
    self.wake = wake
  }

  // Reading them all takes longer than a picture may.
  func list() {
    let (store, wake, found, previous) = (store, wake, found, search)
    search = WorkerThread {
      // Else what an older look found might come after what a newer one did.
      previous?.join()
      if found.post([store.entries]) { wake() }
    }
  }

  func drainList() -> [PresetEntry]? { found.drain().last }

  func save(_ request: PresetSaveRequest) -> PresetSaveOutcome {
    do throws(PresetError) {
      try store.save(
        request.configuration, as: request.reference, overwrite: request.isOverwriting)
      return .saved(reference: request.reference)
    } catch {
      return error.kind == .exists ? .exists : .failed(reason: error.description)
    }
  }

  func open(_ reference: String) -> PresetOpenOutcome {
    do throws(PresetError) {
      return .opened(
        PresetEntry(
          reference: reference,
          // The loop that waited here would hear neither keys nor signals.
          configuration: try store.load(reference, waits: false),
          isBuiltIn: store.isBuiltIn(reference)))
    } catch {
      return .failed(reason: error.description)
    }
  }
}

extension PresetStore {
  /// The presets that can be opened.
  fileprivate var entries: [PresetEntry] {
    list().compactMap { preset in
      preset.configuration.map {
        PresetEntry(
          reference: preset.name, configuration: $0, isBuiltIn: preset.origin == .builtIn)
      }
    }
  }
}

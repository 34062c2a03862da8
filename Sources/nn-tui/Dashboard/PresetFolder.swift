import AppShell
import Dashboard
import ExperimentModel
import Presets

/// The store of presets as the loop knows it.
final class PresetFolder: PresetPort {
  private let store: PresetStore

  init(_ store: PresetStore) { self.store = store }

  func list() -> [PresetEntry] {
    store.list().compactMap { preset in
      preset.configuration.map {
        PresetEntry(
          reference: preset.name, configuration: $0, isBuiltIn: preset.origin == .builtIn)
      }
    }
  }

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

import ExperimentModel
import TerminalUI

/// What stands before the panes and takes the keys.
enum Overlay: Sendable, Equatable {
  case prompt(PromptState)
  case choices(ChoiceList)
  case presets(PresetList)
  case question(Question)
  case page(Page)
}

/// A line being typed, and what it is for.
struct PromptState: Sendable, Equatable {
  enum Purpose: Sendable, Equatable {
    case value(HyperparameterKey)
    case saveName
    case command
  }

  var purpose: Purpose
  var prompt: Prompt
  /// What is wrong with the line, or which completions it has.
  var remark = ""
}

/// The names a field can take.
struct ChoiceList: Sendable, Equatable {
  var key: HyperparameterKey
  var title: String
  var names: [String]
  var selected: Int
}

/// The presets to open, narrowed down by typing.
struct PresetList: Sendable, Equatable {
  /// `nil` until they are known.
  var entries: [PresetEntry]?
  var filter = Prompt(label: "Filter: ")
  var selected = 0

  /// The presets whose reference or name contains what was typed.
  var matches: [PresetEntry] {
    let wanted = filter.text.lowercased()
    guard !wanted.isEmpty else { return entries ?? [] }
    return (entries ?? []).filter {
      ($0.reference + " " + $0.configuration.name).lowercased().contains(wanted)
    }
  }

  var chosen: PresetEntry? {
    let matches = matches
    return matches.indices.contains(selected) ? matches[selected] : nil
  }
}

/// A question that Enter answers with yes and Esc with no.
struct Question: Sendable, Equatable {
  enum Subject: Sendable, Equatable {
    /// Give a field that needs a fresh start this value.
    case freshStart(HyperparameterKey, HyperparameterValue)
    case restart
    case overwrite(PresetSaveRequest)
    case openDiscarding(PresetEntry)
    case quit
  }

  var subject: Subject
  var text: String
  /// What Enter does.
  var yes: String
}

/// Text to read.
struct Page: Sendable, Equatable {
  enum Content: Sendable, Equatable {
    case help, notes
  }

  var content: Content
  /// The first line that is seen.
  var top = 0
}

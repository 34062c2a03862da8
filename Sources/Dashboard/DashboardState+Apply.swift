import ExperimentModel
import TerminalUI

extension DashboardState {
  /// Takes note of what happened, and says what is wanted.
  public mutating func apply(_ message: DashboardMessage) -> [DashboardEffect] {
    switch message {
    case .terminal(let event): return apply(event)
    case .keysDropped(let count): reportDroppedKeys(count)
    case .trainer(let events): return events.flatMap { apply($0) } + renewLens(after: events)
    case .progress(let progress):
      run.progress = progress
    case .lensGrew(let report): hear(report)
    case .presetsListed(let entries):
      knownPresets = entries
      if case .presets(var list) = overlay {
        list.entries = entries
        overlay = .presets(list)
      }
    case .presetSaved(let request, let reference):
      settings.baseline = request.configuration
      settings.reference = reference
      settings.isBuiltIn = false
      tell("Saved as \(reference).", .good)
      if quitsWhenSaved { return [.quit] }
    case .presetExists(let request):
      overlay = .question(
        Question(
          subject: .overwrite(request),
          text: "\(request.reference) exists. Replace it?", yes: "replace"))
    case .presetSaveFailed(let reason):
      quitsWhenSaved = false
      tell(reason, .bad)
    case .presetOpened(let entry): return opened(entry)
    case .presetOpenFailed(let reason): tell(reason, .bad)
    case .tick(let seconds):
      now = seconds
      forgetOldNotice()
    }
    return []
  }

  private mutating func apply(_ event: TerminalEvent) -> [DashboardEffect] {
    switch event {
    case .key(let key): return press(key)
    case .pasted(let text): paste(text)
    case .resized(let size): self.size = size
    case .interrupted: return [.quit]
    case .resumed, .woken: break
    }
    return []
  }

  /// Shows a note from outside in the status line.
  public mutating func show(note: String) { tell(note, .warning) }

  /// Shows a message in the status line.
  mutating func tell(_ text: String, _ kind: Notice.Kind = .info) {
    notice = Notice(text: text, kind: kind, since: now)
  }

  // What went wrong stays until the next key; the rest need not be acknowledged.
  private mutating func forgetOldNotice() {
    guard let notice, notice.kind == .info || notice.kind == .good else { return }
    if now - notice.since > Self.noticeSeconds { self.notice = nil }
  }

  private static let noticeSeconds = 8.0
}

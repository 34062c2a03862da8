import Dashboard
import ExperimentModel
import TerminalUI

/// One run of the loop: the state, and when it last looked for news.
@MainActor struct Session {
  let loop: AppLoop
  var state: DashboardState
  private var lastLook: Duration?
  private var isChanged = true
  private var hasNews = true
  private var ending: Ending?
  private var keys = KeyBudget()

  private struct Ending {
    var interruption: Interruption?
  }

  init(loop: AppLoop, state: DashboardState) {
    self.loop = loop
    self.state = state
    self.state.glyphs = loop.terminal.glyphs
  }

  mutating func run() -> Interruption? {
    handle(.terminal(.resized(loop.terminal.size)))
    while true {
      listen()
      if let ending { return finish(ending) }
      guard isFrameDue else { continue }
      lastLook = loop.clock.now
      takeSurplus()
      collect()
      if let ending { return finish(ending) }
      show()
    }
  }

  // News of the trainer waits for its frame: reading it earlier would only make the trainer wake
  // the loop once more before there is anything to show.
  private mutating func collect() {
    guard hasNews || state.isTraining else { return }
    hasNews = false
    tick()
    let events = loop.trainer.drainEvents()
    if !events.isEmpty { handle(.trainer(events)) }
    if let report = loop.trainer.drainLensReports().last { handle(.lensGrew(report)) }
    if let entries = loop.presets.drainList() { handle(.presetsListed(entries)) }
    if let progress = loop.trainer.progress(), progress != state.progress {
      handle(.progress(progress))
    }
  }

  // Time matters only to messages that fade, so it makes no picture of its own.
  private mutating func tick() {
    let message = state.message
    _ = state.apply(.tick(seconds: loop.clock.now / .seconds(1)))
    if state.message != message { isChanged = true }
  }

  private mutating func show() {
    guard isChanged else { return }
    isChanged = false
    loop.terminal.present(state.screen(size: loop.terminal.size))
  }

  private mutating func listen() {
    let events = loop.terminal.events(waitingAtMost: patience)
    // Nothing that arrived with the wish to end it may delay the end.
    for case .interrupted(let interruption) in events {
      ending = Ending(interruption: interruption)
    }
    if ending != nil { return }
    for event in events {
      switch event {
      case .woken: hasNews = true
      case .interrupted: break
      case .key(let key): if keys.admits(key) { handle(.terminal(event)) }
      case .pasted, .resized, .resumed: handle(.terminal(event))
      }
    }
  }

  private mutating func takeSurplus() {
    guard let surplus = keys.renew(), let last = surplus.last else { return }
    if state.isTyping {
      handle(.terminal(.pasted(surplus.text)))
      if case .character = last { return }
    }
    handle(.terminal(.key(last)))
    handle(.keysDropped(count: surplus.count - 1))
  }

  // Without training nothing changes by itself: the wait has no end until somebody acts.
  private var patience: Duration? {
    guard isChanged || hasNews || state.isTraining else { return nil }
    return untilNextFrame
  }

  private var untilNextFrame: Duration {
    guard let lastLook else { return .zero }
    let frame = keys.isExceeded ? KeyBudget.frameOfFlood : AppLoop.frame
    return max(lastLook + frame - loop.clock.now, .zero)
  }

  private var isFrameDue: Bool { untilNextFrame == .zero }

  private mutating func handle(_ message: DashboardMessage) {
    isChanged = true
    for effect in state.apply(message) { perform(effect) }
  }

  private mutating func perform(_ effect: DashboardEffect) {
    switch effect {
    case .train(let command):
      loop.trainer.send(command)
    case .openLens(let request):
      loop.trainer.openLens(request)
    case .closeLens:
      loop.trainer.closeLens()
    case .listPresets:
      loop.presets.list()
    case .openPreset(let reference):
      switch loop.presets.open(reference) {
      case .opened(let entry): handle(.presetOpened(entry))
      case .failed(let reason): handle(.presetOpenFailed(reason: reason))
      }
    case .savePreset(let request):
      switch loop.presets.save(request) {
      case .saved(let reference): handle(.presetSaved(request, reference: reference))
      case .exists: handle(.presetExists(request))
      case .failed(let reason): handle(.presetSaveFailed(reason: reason))
      }
    case .quit:
      ending = ending ?? Ending(interruption: nil)
    }
  }

  private func finish(_ ending: Ending) -> Interruption? {
    loop.trainer.send(.stop)
    return ending.interruption
  }
}

import ExperimentModel
import Foundation
import Testing
import Training

@Suite struct MetricsRecorderTests {
  private let metrics = EvaluationMetrics(
    loss: 0.25, task: .classification(accuracy: 0.5, macroF1: 0.75))

  @Test func `the first line tells what is trained on what`() {
    var configuration = ExperimentConfiguration()
    configuration.name = "A \"name\""
    let line = lines([.started(facts(configuration))])
    #expect(line.hasPrefix(#"{"event":"start","preset":{"name":"A \"name\"","notes":"","#))
    #expect(
      line.hasSuffix(
        #""parameters":9,"rows":{"train":7,"dev":2,"test":1},"threads":1}"# + "\n"))
  }

  @Test func `of several networks the means have their spread beside them`() {
    var mean = metrics
    mean.repeats = RepeatSpread(
      count: 5, loss: ValueSpread(minimum: 0.125, maximum: 0.5, deviation: 0.0625),
      error: ValueSpread(minimum: 0.375, maximum: 0.625, deviation: 0.03125))
    let report = EpochReport(epoch: 1, step: 2, train: mean, dev: nil, seconds: 0.5)
    #expect(
      lines([.evaluated(report)])
        == #"{"event":"epoch","epoch":1,"step":2,"train":{"loss":0.25,"accuracy":0.5,"macro_f1":0.75,"#
        + #""repeats":{"count":5,"loss":{"deviation":0.0625,"minimum":0.125,"maximum":0.5},"#
        + #""error":{"deviation":0.03125,"minimum":0.375,"maximum":0.625}}},"seconds":0.5}"# + "\n")
  }

  @Test func `what was undone and made again is told with the step that it goes on from`() throws {
    let before = ExperimentConfiguration()
    let edit = ConfigurationEdit.set("training.batch_size", .integer(64))
    let after = try before.applying(edit)
    func restored(_ configuration: ExperimentConfiguration, count: Int) -> RestoredRun {
      RestoredRun(
        change: ConfigurationChange(id: 1, edit: edit), changeCount: count, atStep: 310,
        shared: SharedCourse(steps: 310, changes: 0, changesOfOther: 0), standing: .running,
        facts: facts(configuration))
    }
    let found = lines([
      .started(facts(after)), .undone(restored(before, count: 1)),
      .redone(restored(after, count: 1)), .undone(restored(before, count: 3)),
      .redone(restored(after, count: 1)),
    ])
    #expect(
      Array(found.split(separator: "\n").dropFirst()) == [
        #"{"event":"undo","step":310,"key":"training.batch_size","from":64,"to":16}"#,
        #"{"event":"redo","step":310,"key":"training.batch_size","from":16,"to":64}"#,
        #"{"event":"undo","step":310,"changes":3}"#,
        #"{"event":"redo","step":310,"key":"training.batch_size","from":16,"to":64}"#,
      ])
  }

  @Test func `where the run went over to its twin, it goes on from where that began`() throws {
    let before = ExperimentConfiguration()
    func applied(
      _ id: Int, _ size: Int, to configuration: ExperimentConfiguration, atStep step: Int
    ) throws -> AppliedChange {
      let edit = ConfigurationEdit.set("training.batch_size", .integer(size))
      return AppliedChange(
        change: ConfigurationChange(id: id, edit: edit), atStep: step, consequence: .kept,
        facts: facts(try configuration.applying(edit)))
    }
    let change = try applied(1, 64, to: before, atStep: 310)
    let scheduled = try applied(-1, 32, to: before, atStep: 390)
    let start = TrainerEvent.twin(
      .started(TwinFacts(change: change.change, atStep: 310, lastEpoch: 9)))
    func evaluated(_ epoch: Int) -> TrainerEvent {
      .twin(
        .evaluated(
          EpochReport(epoch: epoch, step: 400, train: metrics, dev: nil, seconds: 0.5)))
    }
    let restored = RestoredRun(
      change: change.change, atStep: 420,
      shared: SharedCourse(steps: 310, changes: 0, changesOfOther: 1), standing: .running,
      facts: scheduled.facts)
    let found = lines([
      .started(facts(before)), .changeApplied(change), start, evaluated(1), .twin(.dismissed),
      start, .twin(.changeApplied(scheduled)), evaluated(2), .twin(.taken(restored)),
    ])
    #expect(
      Array(found.split(separator: "\n").dropFirst()) == [
        #"{"event":"change","step":310,"key":"training.batch_size","from":16,"to":64}"#,
        #"{"event":"undo","step":310,"key":"training.batch_size","from":64,"to":16}"#,
        #"{"event":"change","step":390,"key":"training.batch_size","from":16,"to":32}"#,
        #"{"event":"epoch","epoch":2,"step":400,"train":{"loss":0.25,"accuracy":0.5,"macro_f1":0.75},"seconds":0.5}"#,
      ])
  }

  @Test func `the preset in the first line holds every value, nested as in its file`() throws {
    var configuration = ExperimentConfiguration()
    configuration.name = "Circles"
    configuration.data.source = "circles"
    configuration.network.hidden = [
      HiddenLayer(units: 4, activation: .tanh, dropout: 0.5), HiddenLayer(units: 3),
    ]
    configuration.training.optimizer = OptimizerConfiguration(.sgd)
    configuration.training.clipNorm = 1
    configuration.training.earlyStopping = EarlyStopping()
    let line = try JSONSerialization.jsonObject(
      with: Data(lines([.started(facts(configuration))]).utf8))
    let preset = try #require((line as? [String: Any])?["preset"])
    for field in Hyperparameter.all(in: configuration) {
      var value: Any? = preset
      for name in field.key.description.split(separator: ".") {
        value =
          Int(name).map { (value as? [Any])?[$0] } ?? (value as? [String: Any])?[String(name)]
      }
      #expect(value.map { "\($0)" } == expected(field.value(in: configuration)), "\(field.key)")
    }
  }

  private func expected(_ value: HyperparameterValue) -> String {
    switch value {
    case .integer(let number): "\(number)"
    case .real(let number): "\(NSNumber(value: number))"
    case .flag(let flag): "\(NSNumber(value: flag))"
    case .text(let text): text
    case .absent: "\(NSNull())"
    }
  }

  @Test func `what is off is null, and a network without hidden layers has an empty list`() {
    var configuration = ExperimentConfiguration()
    configuration.network.hidden = []
    let line = lines([.started(facts(configuration))])
    #expect(line.contains(#""network":{"hidden":[],"initializer":"he_normal"}"#))
    #expect(line.contains(#""clip_norm":null"#))
    #expect(line.contains(#""early_stopping":null"#))
  }

  @Test func `a step tells its figures`() {
    var report = StepReport(step: 3, epoch: 1)
    report.loss = 0.71
    report.penalty = 0.002
    report.gradientNorm = 1.3
    report.learningRate = 0.001
    #expect(
      lines([.stepped(report)]) == """
        {"event":"step","step":3,"epoch":1,"loss":0.71,"penalty":0.002,"gradient_norm":1.3,\
        "learning_rate":0.001}

        """)
  }

  @Test func `an epoch tells its parts; without dev rows there is none`() {
    let whole = EpochReport(epoch: 1, step: 25, train: metrics, dev: metrics, seconds: 0.5)
    #expect(
      lines([.evaluated(whole)]) == """
        {"event":"epoch","epoch":1,"step":25,\
        "train":{"loss":0.25,"accuracy":0.5,"macro_f1":0.75},\
        "dev":{"loss":0.25,"accuracy":0.5,"macro_f1":0.75},"seconds":0.5}

        """)
    let regression = EvaluationMetrics(loss: 1, task: .regression(rmse: 2, mae: .nan, r2: -0.5))
    let part = EpochReport(epoch: 1, step: 25, train: regression, dev: nil, seconds: 0.5)
    #expect(
      lines([.evaluated(part)]) == """
        {"event":"epoch","epoch":1,"step":25,\
        "train":{"loss":1.0,"rmse":2.0,"mae":null,"r2":-0.5},"seconds":0.5}

        """)
  }

  @Test func `a change tells what was and what is`() throws {
    var before = ExperimentConfiguration()
    before.data.source = "iris"
    let edits: [ConfigurationEdit] = [
      .set("training.batch_size", .integer(64)), .set("training.clip_norm", .real(0.5)),
      .insertLayer(HiddenLayer(units: 8), at: 0),
    ]
    var events: [TrainerEvent] = [.started(facts(before))]
    var configuration = before
    for (id, edit) in edits.enumerated() {
      configuration = try configuration.applying(edit)
      events.append(
        .changeApplied(
          AppliedChange(
            change: ConfigurationChange(id: id, edit: edit), atStep: 310, consequence: .kept,
            facts: facts(configuration))))
    }
    let changes = lines(events).split(separator: "\n").dropFirst()
    #expect(
      Array(changes) == [
        #"{"event":"change","step":310,"key":"training.batch_size","from":16,"to":64}"#,
        #"{"event":"change","step":310,"key":"training.clip_norm","from":null,"to":0.5}"#,
        #"{"event":"change","step":310,"key":"network.hidden","from":"32-16","to":"8-32-16"}"#,
      ])
  }

  @Test func `the end tells the rate of samples over training time alone`() {
    let end = RunEnd(
      status: .stoppedEarly, epochs: 25, steps: 625, samples: 9_950, trainingSeconds: 0.5,
      test: metrics)
    #expect(
      lines([.ended(end)]) == """
        {"event":"end","status":"stopped_early","epochs":25,"steps":625,"seconds":2.0,\
        "training_seconds":0.5,"samples_per_second":19900.0,"weights":"last",\
        "test":{"loss":0.25,"accuracy":0.5,"macro_f1":0.75}}

        """)
  }

  @Test func `the end tells which weights its figures are of`() {
    var end = RunEnd(
      status: .completed, epochs: 25, steps: 625, samples: 9_950, trainingSeconds: 0.5,
      test: metrics)
    end.weights = .best(epoch: 17)
    end.train = metrics
    end.dev = metrics
    let figures = #"{"loss":0.25,"accuracy":0.5,"macro_f1":0.75}"#
    #expect(
      lines([.ended(end)]).hasSuffix(
        #""weights":"best","best_epoch":17,"train":\#(figures),"dev":\#(figures),"#
          + #""test":\#(figures)}"# + "\n"))
    end.weights = .best(epoch: nil)
    #expect(lines([.ended(end)]).contains(#""weights":"best","best_epoch":null,"#))
  }

  @Test func `R² that is undefined is null, and with it its spread`() {
    var mean = EvaluationMetrics(loss: 1, task: .regression(rmse: 2, mae: 2, r2: nil))
    mean.repeats = RepeatSpread(
      count: 2, loss: ValueSpread(minimum: 1, maximum: 1, deviation: 0), error: nil)
    let report = EpochReport(epoch: 1, step: 25, train: mean, dev: nil, seconds: 0.5)
    #expect(
      lines([.evaluated(report)]) == """
        {"event":"epoch","epoch":1,"step":25,"train":{"loss":1.0,"rmse":2.0,"mae":2.0,"r2":null,\
        "repeats":{"count":2,"loss":{"deviation":0.0,"minimum":1.0,"maximum":1.0},"error":null}},\
        "seconds":0.5}

        """)
  }

  @Test func `what concerns only a screen has no line`() {
    #expect(lines([.paused(atStep: 3), .resumed(atStep: 3), .openFailed(reason: "")]) == "")
  }

  @Test func `lines are taken away and more come`() {
    var recorder = MetricsRecorder()
    recorder.record(.stepped(StepReport(step: 1, epoch: 1)), seconds: 0)
    let first = recorder.bytes
    recorder.removeAll()
    #expect(recorder.bytes.isEmpty)
    recorder.record(.stepped(StepReport(step: 1, epoch: 1)), seconds: 0)
    #expect(recorder.bytes == first)
  }

  private func lines(_ events: [TrainerEvent]) -> String {
    var recorder = MetricsRecorder()
    for event in events { recorder.record(event, seconds: 2) }
    return String(decoding: recorder.bytes, as: UTF8.self)
  }

  private func facts(_ configuration: ExperimentConfiguration) -> RunFacts {
    RunFacts(
      configuration: configuration, parameterCount: 9, rows: PartRows(train: 7, dev: 2, test: 1),
      data: DataFacts(
        task: .binary, featureNames: ["x"], targetName: "y", classNames: ["a", "b"], notes: []),
      threads: 1)
  }
}

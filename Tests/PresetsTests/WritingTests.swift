import ExperimentModel
import Presets
import Testing

struct WritingTests {
  @Test func `augmentation and class weights are written where they are on, and read back`() throws
  {
    var configuration = ExperimentConfiguration()
    configuration.data.source = "digits"
    configuration.training.classWeights = .balanced
    configuration.training.augmentation.noise = 0.1
    configuration.training.augmentation.horizontalFlip = true
    configuration.training.augmentation.rotation = 15
    let text = PresetText.yaml(of: configuration)
    #expect(text.contains("  class_weights: balanced\n"))
    #expect(
      text.contains("  augmentation: {noise: 0.1, horizontal_flip: true, rotation: 15}\n"))
    #expect(try PresetText.configuration(from: text) == configuration)
    let plain = PresetText.yaml(of: ExperimentConfiguration())
    #expect(!plain.contains("augmentation") && !plain.contains("class_weights"))
  }

  @Test func `a preset is written in the documented form`() {
    var configuration = ExperimentConfiguration()
    configuration.name = "Breast cancer, four hidden layers"
    configuration.notes = "first line\n\nlast: line"
    configuration.data.target = "diagnosis"
    configuration.network.hidden = [
      HiddenLayer(units: 64), HiddenLayer(units: 32, dropout: 0.2, batchNorm: true),
    ]
    configuration.training.l2 = 0.00001
    configuration.training.clipNorm = 1
    configuration.training.earlyStopping = EarlyStopping()
    configuration.targetError = 0.02
    #expect(
      PresetText.yaml(of: configuration) == """
        name: Breast cancer, four hidden layers
        notes: |-
          first line

          last: line
        target_error: 0.02
        data:
          source: breast-cancer
          target: diagnosis
          task: auto
          split: {train: 0.7, dev: 0.2, test: 0.1}
          standardize: true
          seed: 1
        network:
          hidden:
            - {units: 64, activation: relu}
            - {units: 32, activation: relu, dropout: 0.2, batch_norm: true}
          initializer: he_normal
        training:
          loss: auto
          optimizer: {name: adam, learning_rate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1.0e-8}
          schedule: {name: constant}
          batch_size: 16
          epochs: 25
          regularization: {l1: 0, l2: 1.0e-5}
          clip_norm: 1
          early_stopping: {patience: 10, min_delta: 0, restore_best: true}
          shuffle: true
          evaluate_every: 1
          seed: 1

        """)
  }

  @Test func `a linear model is written with an empty list`() {
    var configuration = ExperimentConfiguration()
    configuration.network.hidden = []
    #expect(PresetText.yaml(of: configuration).contains("\n  hidden: []\n"))
  }

  @Test func `saving and loading gives the same configuration`() throws {
    var random = SeededGenerator(state: 7)
    for _ in 0..<120 {
      let configuration = ExperimentConfiguration.random(using: &random)
      let yaml = PresetText.yaml(of: configuration)
      #expect(throws: Never.self) {
        let read = try PresetText.configuration(from: yaml)
        #expect(read == configuration, "\(yaml)")
      }
    }
  }

  @Test(arguments: [
    "true", "off", "~", "null", "", "42", "1e5", ".5", "- item", "a: b", "a #b", "# a", "a, b",
    "{a}", "[a]", "\"quoted\"", "it's", " lead", "trail ", "tab\tinside", "line\nline",
    "line\nline\n", "\nline\n", "line\n\n\n", "a\r\nb", "back\\slash", "é山🏔", "\u{1B}[31m",
    "\u{202E}x",
    "\u{85}", "a\u{FEFF}", "\u{E000}", "*a", "&a", "!t", "%d", "@at", "`tick`", "|", ">", "?",
    "? a",
    "---", "--- a\n--- b", "...\n...", "yes", "NaN", "<<", "=", "a:\n  b", "  indented\nline",
    "line\n  \nline", "C:\\data\\x.csv", "x,y;z", "name with \"both\" 'quotes'",
  ])
  func `any text survives`(text: String) throws {
    var configuration = ExperimentConfiguration()
    configuration.name = text
    configuration.notes = text
    configuration.data.target = text.isEmpty ? nil : text
    if !text.isEmpty { configuration.data.source = text }
    let yaml = PresetText.yaml(of: configuration)
    let read = try PresetText.configuration(from: yaml)
    #expect(read == configuration, "\(yaml)")
  }

  @Test func `text that looks like many aliases survives`() throws {
    var configuration = ExperimentConfiguration()
    configuration.notes = "&a " + String(repeating: "*bold* ", count: 30) + "end"
    let read = try PresetText.configuration(from: PresetText.yaml(of: configuration))
    #expect(read == configuration)
  }

  @Test func `only printable characters are written`() {
    var configuration = ExperimentConfiguration()
    configuration.notes = "\u{1B}]0;x\u{7}\u{9B}\u{202E}"
    let yaml = PresetText.yaml(of: configuration)
    #expect(yaml.unicodeScalars.allSatisfy { $0 == "\n" || $0.isASCII && $0.value >= 32 })
  }
}

import ExperimentModel
import Testing

private let pictureKeys: Set<HyperparameterKey> = [
  "training.augmentation.horizontal_flip", "training.augmentation.shift",
  "training.augmentation.rotation", "training.augmentation.zoom",
]

struct AugmentationFieldTests {
  private func keys(_ source: String) -> Set<HyperparameterKey> {
    var configuration = ExperimentConfiguration()
    configuration.data.source = source
    return Set(Hyperparameter.all(in: configuration).map(\.key))
  }

  @Test func `pictures alone can be flipped, moved, turned and zoomed`() {
    for source in DataConfiguration.pictureSources {
      #expect(keys(source).isSuperset(of: pictureKeys))
    }
    #expect(keys("iris").isDisjoint(with: pictureKeys))
    #expect(keys("iris").contains("training.augmentation.noise"))
  }

  @Test(arguments: [
    ("mnist", true), ("../mnist/", true), ("a.b/train-images-idx3-ubyte.gz", true),
    ("x.npy", true), ("X.npz", true), (".", true), ("x.csv", false), ("a/x.csv.gz", false),
    ("wine", false), ("moons", false),
  ])
  func `a source that may hold pictures offers what pictures have`(source: String, may: Bool) {
    var data = DataConfiguration()
    data.source = source
    #expect(data.mayHavePictures == may)
  }

  @Test func `every field of pictures takes back the value it gives`() throws {
    var configuration = ExperimentConfiguration()
    configuration.data.source = "digits"
    configuration.training.augmentation.horizontalFlip = true
    configuration.training.augmentation.rotation = 15
    for field in Hyperparameter.all(in: configuration) {
      var copy = configuration
      try field.set(field.value(in: configuration), in: &copy)
      #expect(copy == configuration, "\(field.key)")
    }
  }

  @Test func `a field of pictures is refused by name elsewhere`() {
    let problem = #expect(throws: ConfigurationProblem.self) {
      try Hyperparameter.named("training.augmentation.rotation", in: ExperimentConfiguration())
    }
    #expect(problem?.expected == "this key only with pictures")
    #expect(problem?.found == "the source breast-cancer")
  }

  @Test func `another source keeps noise and mixup and forgets what only pictures have`() throws {
    var configuration = ExperimentConfiguration()
    configuration.useSource("digits")
    configuration.training.augmentation.zoom = 0.2
    configuration.training.augmentation.noise = 0.1
    configuration.training.augmentation.mixup = 0.4
    let moved = try configuration.applying(.set("data.source", .text("fashion-mnist")))
    #expect(moved.training.augmentation == configuration.training.augmentation)
    let table = try configuration.applying(.set("data.source", .text("iris")))
    #expect(table.training.augmentation.zoom == 0)
    #expect(table.training.augmentation.noise == 0.1)
    #expect(table.training.augmentation.mixup == 0.4)
  }

  @Test func `all is off by default`() {
    #expect(AugmentationConfiguration().isOff)
    #expect(TrainingConfiguration().classWeights == .none)
  }
}

import ExperimentModel

extension BuiltInDataset {
  /// All of them, real data first.
  public static let all: [BuiltInDataset] = tables + pictures + generated

  private static let tables = [
    table(
      "breast-cancer", "Breast cancer, Wisconsin (diagnostic)", rows: 569, features: 30, .binary,
      target: "diagnosis",
      source: "Wolberg, Mangasarian, Street and Street, 1993, UCI Machine Learning Repository",
      "Is a tumour malignant or benign, by the shape of its cells' nuclei?"),
    table(
      "iris", "Iris", rows: 150, features: 4, .multiclass, target: "species",
      source: "Fisher, 1936, UCI Machine Learning Repository",
      "Three species of iris, by the length and width of sepals and petals."),
    table(
      "wine", "Wine", rows: 178, features: 13, .multiclass, target: "cultivar",
      source: "Aeberhard and Forina, 1992, UCI Machine Learning Repository",
      "Three cultivars of Italian wine, by chemical analysis."),
    table(
      "diabetes", "Diabetes", rows: 442, features: 10, .regression, target: "progression",
      source: "Efron, Hastie, Johnstone and Tibshirani, Least Angle Regression, 2004",
      licence: "none stated; published by the authors with the article",
      "How far diabetes has progressed after a year, by ten measurements at its start."),
  ]

  private static let pictures = [
    BuiltInDataset(
      name: "digits", title: "Handwritten digits, 8×8", rowCount: 1_797, featureCount: 64,
      task: .multiclass, target: "digit",
      source: "Alpaydin and Kaynak, 1998, UCI Machine Learning Repository", licence: "CC BY 4.0",
      kind: .pictures, summary: "Ten digits, each pixel a shade of 0…16.",
      pictureShape: PictureShape(width: 8, height: 8)),
    BuiltInDataset(
      name: "fashion-mnist", title: "Fashion-MNIST, 28×28", rowCount: 70_000, featureCount: 784,
      task: .multiclass, target: "garment", source: "Xiao, Rasul and Vollgraf, Zalando SE, 2017",
      licence: "MIT", kind: .pictures,
      summary: "Ten kinds of garment; read from Debian's package dataset-fashion-mnist.",
      pictureShape: PictureShape(width: 28, height: 28)),
  ]

  private static let generated = [
    pattern("circles", "Circles", .binary, "A disc inside a ring."),
    pattern("xor", "Exclusive or", .binary, "Opposite quarters of a square belong together."),
    pattern("blobs", "Blobs", .multiclass, "Three clouds of points."),
    pattern("spiral", "Spiral", .binary, "Two arms wound into each other."),
    pattern("moons", "Moons", .binary, "Two half rings that reach into each other."),
    pattern("plane", "Plane", .regression, "A tilted plane: a number that rises with x1 and x2."),
  ]

  private static func table(
    _ name: String, _ title: String, rows: Int, features: Int, _ task: Task, target: String,
    source: String, licence: String = "CC BY 4.0", _ summary: String
  ) -> BuiltInDataset {
    BuiltInDataset(
      name: name, title: title, rowCount: rows, featureCount: features, task: task, target: target,
      source: source, licence: licence, kind: .table, summary: summary, pictureShape: nil)
  }

  private static func pattern(
    _ name: String, _ title: String, _ task: Task, _ summary: String
  ) -> BuiltInDataset {
    BuiltInDataset(
      name: name, title: title, rowCount: DataConfiguration().rows, featureCount: 2, task: task,
      target: task == .regression ? "y" : "class", source: "generated", licence: "none needed",
      kind: .generated, summary: summary, pictureShape: nil)
  }
}

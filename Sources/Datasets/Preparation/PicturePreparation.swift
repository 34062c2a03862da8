import ExperimentModel

/// Turns pictures into numbers: shades of 0…1, and if asked, of mean 0 and deviation 1.
struct PicturePreparation {
  let pictures: PictureTable
  let configuration: DataConfiguration

  func prepared() throws(DatasetError) -> PreparedData {
    try configuration.checkShares(of: pictures.source)
    try checkTarget()
    let split = Split(
      rows: Array(0..<Int32(pictures.rowCount)), classes: pictures.labels.map { Int32($0) },
      shares: configuration.split, seed: configuration.seed)
    let scale = scale(training: split.train)
    let width = pictures.shape.width
    return PreparedData(
      facts: DataFacts(
        task: .multiclass,
        featureNames: (0..<pictures.pixelCount).map { "pixel \($0 / width) \($0 % width)" },
        targetName: pictures.targetName, classNames: pictures.classNames, notes: []),
      train: part(split.train, scale), dev: part(split.dev, scale), test: part(split.test, scale),
      targetScale: nil,
      inputScales: Array(repeating: scale, count: pictures.pixelCount),
      pictureShape: pictures.shape)
  }

  private func checkTarget() throws(DatasetError) {
    if let target = configuration.target, target.lowercased() != pictures.targetName {
      throw DatasetError(
        .badData, in: pictures.source, expected: "the target \(quoted(pictures.targetName))",
        found: quoted(target), advice: "leave the target out")
    }
    guard configuration.task == .auto || configuration.task == .multiclass else {
      throw DatasetError(
        .badData, in: pictures.source,
        expected: "the task multiclass for \(pictures.classNames.count) classes",
        found: configuration.task.rawValue, advice: "set task to auto")
    }
  }

  // One mean and one deviation for all pixels: see `FeaturePlan`.
  private func scale(training: [Int32]) -> InputScale {
    guard configuration.standardize else { return .unscaled }
    // Counted by shade, the sums are exact.
    var counts = [Int](repeating: 0, count: 256)
    let pixelCount = pictures.pixelCount
    for row in training {
      let start = Int(row) * pixelCount
      for pixel in pictures.pixels[start..<start + pixelCount] { counts[Int(pixel)] += 1 }
    }
    let total = Double(training.count * pixelCount)
    let mean = counts.enumerated().reduce(0.0) { $0 + Double($1.offset * $1.element) } / total
    let squares = counts.enumerated().reduce(0.0) { sum, shade in
      let distance = Double(shade.offset) - mean
      return sum + distance * distance * Double(shade.element)
    }
    let deviation = (squares / total).squareRoot()
    return InputScale(mean: mean / 255, deviation: deviation > 0 ? deviation / 255 : 1)
  }

  private func part(_ rows: [Int32], _ scale: InputScale) -> DataPart {
    let shades = (0...255).map { Float((Double($0) / 255 - scale.mean) / scale.deviation) }
    let pixelCount = pictures.pixelCount
    var inputs = [Float](repeating: 0, count: rows.count * pixelCount)
    var place = 0
    for row in rows {
      let start = Int(row) * pixelCount
      for pixel in pictures.pixels[start..<start + pixelCount] {
        inputs[place] = shades[Int(pixel)]
        place += 1
      }
    }
    return DataPart(
      inputs: inputs, rowCount: rows.count,
      targets: .classes(rows.map { Int32(pictures.labels[Int($0)]) }))
  }
}

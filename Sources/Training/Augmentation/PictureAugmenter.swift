import Datasets
import ExperimentModel
import Numerics

/// Flips, turns, zooms and moves the pictures of a mini-batch, each in its own way.
struct PictureAugmenter: ~Copyable {
  private let shape: PictureShape
  private let stream: RandomStream
  /// A picture with one pixel more on each side, of what lies outside: black.
  private let frame: FloatBlock

  /// `nil` where rows are no pictures.
  init?(_ data: PreparedData, stream: RandomStream) {
    guard let shape = data.pictureShape, let scale = data.inputScales.first else { return nil }
    self.shape = shape
    self.stream = stream
    frame = FloatBlock(count: (shape.width + 2) * (shape.height + 2))
    // All pixels have one scale, and a shade of 0 is black.
    frame.all.fill(Float(-scale.mean / scale.deviation))
  }

  /// Draws each row anew.
  func change(_ rows: MatrixView, _ settings: AugmentationConfiguration, step: Int) {
    let framed = frame.matrix(at: 0, rows: shape.height + 2, columns: shape.width + 2)
    for index in 0..<rows.rows {
      let picture = rows.row(index).matrix(rows: shape.height, columns: shape.width)
      for y in 0..<shape.height {
        framed.row(y + 1).part(at: 1, count: shape.width).copy(from: picture.row(y))
      }
      map(settings, step: step, row: index).draw(framed, into: picture)
    }
  }

  // Every number is drawn whether it is used or not: a setting does not disturb the others' numbers.
  private func map(
    _ settings: AugmentationConfiguration, step: Int, row: Int
  ) -> PictureMap {
    var numbers = stream.branch(step: step, row: row)
    let coin: Double = numbers.uniform()
    func between(_ limit: Double) -> Double { limit * (2 * numbers.uniform() - 1) }
    var map = PictureMap()
    map.isMirrored = settings.horizontalFlip && coin < 0.5
    map.degrees = between(settings.rotation)
    map.scale = 1 + between(settings.zoom)
    map.right = between(settings.shift) * Double(shape.width)
    map.down = between(settings.shift) * Double(shape.height)
    return map
  }
}

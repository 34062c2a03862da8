/// Pictures of one size, kept as the bytes they are.
struct PictureTable: Sendable {
  let source: String
  let shape: PictureShape
  /// Row after row of pixels, 0…255, picture after picture.
  private(set) var pixels: [UInt8] = []
  /// The class of each picture.
  private(set) var labels: [UInt8] = []
  var classNames: [String] = []
  var targetName = ""

  init(source: String, shape: PictureShape) {
    self.source = source
    self.shape = shape
  }

  var rowCount: Int { labels.count }
  var pixelCount: Int { shape.width * shape.height }

  mutating func append(_ pixels: ArraySlice<UInt8>, labels: ArraySlice<UInt8>) {
    precondition(
      pixels.count == labels.count * pixelCount,
      "\(pixels.count) pixels for \(labels.count) pictures of \(pixelCount)")
    self.pixels += pixels
    self.labels += labels
  }
}

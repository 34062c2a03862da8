/// What is done to the rows of a mini-batch, afresh in each step; evaluation sees them as they are.
///
/// All of it is off by default. Pictures are flipped, turned, zoomed and moved, in this order; then
/// rows are mixed; then noise is added.
public struct AugmentationConfiguration: Sendable, Equatable {
  /// The deviation of normal noise added to each input, on the scale trained on; 0 for none.
  public var noise = 0.0
  /// The alpha of the Beta distribution that shares of two mixed rows come from; 0 mixes none.
  public var mixup = 0.0
  /// Whether half of the pictures are mirrored left to right.
  public var horizontalFlip = false
  /// The farthest a picture moves, as a share of its width and of its height.
  public var shift = 0.0
  /// The most a picture turns either way, in degrees.
  public var rotation = 0.0
  /// The most a picture grows or shrinks, as a share of its size, below 1.
  public var zoom = 0.0

  /// Nothing is done.
  public init() {}

  /// Whether anything is done to pictures as pictures.
  public var changesPictures: Bool {
    horizontalFlip || shift > 0 || rotation > 0 || zoom > 0
  }

  /// Whether rows are used as they are.
  public var isOff: Bool { noise == 0 && mixup == 0 && !changesPictures }

  /// Gives back their defaults to the fields that only pictures have.
  mutating func forgetPictures() {
    var plain = AugmentationConfiguration()
    plain.noise = noise
    plain.mixup = mixup
    self = plain
  }
}

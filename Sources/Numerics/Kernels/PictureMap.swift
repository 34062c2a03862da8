import CVectorMath
import Platform

/// How a picture is flipped, turned, zoomed and moved, in this order and about its middle.
public struct PictureMap: Sendable, Equatable {
  /// Whether left and right change places.
  public var isMirrored = false
  /// The angle it is turned by, clockwise as pictures are drawn.
  public var degrees = 0.0
  /// What its size is multiplied with, above 0.
  public var scale = 1.0
  /// How far it moves to the right, in pixels.
  public var right = 0.0
  /// How far it moves down, in pixels.
  public var down = 0.0

  /// The picture as it is.
  public init() {}

  /// Draws a picture as told; what lies between pixels is the mean of the four around, by how near
  /// they are.
  ///
  /// Shapes: `target` [height × width], `framed` [height + 2 × width + 2]: the picture with one pixel
  /// more on each side, of what lies outside. They do not overlap.
  public func draw(_ framed: MatrixView, into target: MatrixView) {
    precondition(
      framed.rows == target.rows + 2 && framed.columns == target.columns + 2,
      "a frame is one pixel wide")
    precondition(framed.count <= Int(Int32.max), "a picture has fewer than 2³¹ pixels")
    precondition(scale > 0, "a picture's size is above 0")
    var map = inverse
    unsafe nn_map_picture(framed.base, target.base, target.columns, target.rows, &map)
  }

  // Each pixel of the target asks where it comes from, so the steps are undone, the last one first.
  private var inverse: nn_picture_map {
    let angle = degrees * Double.pi / 180
    let (c, s) = (cos(angle) / scale, sin(angle) / scale)
    let mirror: Double = isMirrored ? -1 : 1
    let (xx, xy, yx, yy) = (mirror * c, mirror * s, -s, c)
    return nn_picture_map(
      xx: Float(xx), xy: Float(xy), yx: Float(yx), yy: Float(yy),
      x: Float(-(xx * right + xy * down)), y: Float(-(yx * right + yy * down)))
  }
}

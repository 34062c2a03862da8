extension Hyperparameter {
  static let augmentation: [Hyperparameter] = [
    .real(
      RowText(
        key: "training.augmentation.noise", title: "Input noise", group: .regularization,
        liveness: .hot,
        help: "Deviation of noise added to inputs at each step. More lowers variance."),
      \.training.augmentation.noise, in: .from(0), step: .ladder(floor: 0.01)),
    .real(
      RowText(
        key: "training.augmentation.mixup", title: "Mixup", group: .regularization,
        liveness: .hot,
        help: "Alpha of mixing rows in pairs; 0.2 mixes a little, 1 any share. Lowers variance."),
      \.training.augmentation.mixup, in: .between(0, 100), step: .ladder(floor: 0.1)),
  ]

  static let pictureAugmentation: [Hyperparameter] = [
    .flag(
      RowText(
        key: "training.augmentation.horizontal_flip", title: "Flip", group: .regularization,
        liveness: .hot,
        help: "Mirror half of the pictures: lowers variance where left and right mean the same."),
      \.training.augmentation.horizontalFlip),
    .real(
      RowText(
        key: "training.augmentation.shift", title: "Shift", group: .regularization,
        liveness: .hot,
        help: "Move pictures by up to this share of their size. More lowers variance."),
      \.training.augmentation.shift, in: .between(0, below: 1), step: .by(0.05)),
    .real(
      RowText(
        key: "training.augmentation.rotation", title: "Rotation", group: .regularization,
        unit: "degrees", liveness: .hot,
        help: "Turn pictures by up to this either way. More lowers variance."),
      \.training.augmentation.rotation, in: .between(0, 180), step: .by(5)),
    .real(
      RowText(
        key: "training.augmentation.zoom", title: "Zoom", group: .regularization,
        liveness: .hot,
        help: "Grow or shrink pictures by up to this share. More lowers variance."),
      \.training.augmentation.zoom, in: .between(0, below: 1), step: .by(0.05)),
  ]
}

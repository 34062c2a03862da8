/// How many colours there are to choose from.
enum ColorDepth: Hashable, Sendable {
  /// None: weight alone tells inks apart.
  case monochrome
  /// The eight named ones.
  case eight
  /// The eight named ones and their bright forms.
  case sixteen
  /// The fixed palette of 256.
  case indexed
  /// A palette of 256 whose entries can be set.
  case adjustable
  /// Any: a colour's number is its red, green and blue.
  case direct

  /// What curses and the environment allow.
  init(colorCount: Int, isDirect: Bool, canDefineColors: Bool, environment: Environment) {
    switch colorCount {
    case _ where environment.refusesColor: self = .monochrome
    case ..<8: self = .monochrome
    case ..<16: self = .eight
    case ..<256: self = .sixteen
    case _ where isDirect: self = .direct
    case _ where canDefineColors && environment.claimsTrueColor: self = .adjustable
    default: self = .indexed
    }
  }

  /// What the environment says about colours.
  struct Environment: Hashable, Sendable {
    var noColor: String?
    var colorTerm: String?
    var foregroundAndBackground: String?

    /// Whether somebody asked for no colours; by convention an empty wish is none.
    var refusesColor: Bool { noColor?.isEmpty == false }

    /// Whether the terminal says it shows any colour.
    var claimsTrueColor: Bool { colorTerm == "truecolor" || colorTerm == "24bit" }

    /// Whether the terminal says its background is light.
    var hasLightBackground: Bool { theme == .light }

    /// The theme for the background that the terminal tells, or for one that it does not tell.
    ///
    /// `COLORFGBG` ends in the background's number: 7 and 15 are the whites.
    var theme: Theme {
      let last = foregroundAndBackground?.split(separator: ";").last.flatMap { Int($0) }
      return switch last {
      case 7, 15: .light
      case 0, 8: .dark
      default: .either
      }
    }
  }
}

import Training

/// What the program knows of the terminal before it opens it.
struct TerminalDescription {
  /// The value of `TERM`; empty where it is not set.
  var name: String
  /// The value of `COLORTERM`.
  var colors: String
  /// The value of the variable that decides the character set.
  var locale: String
  var refusesColors: Bool
  /// Columns and rows; `nil` where standard output is no terminal.
  var size: (columns: Int, rows: Int)?

  init(environment: [String: String], size: (columns: Int, rows: Int)?) {
    name = environment["TERM"] ?? ""
    colors = environment["COLORTERM"] ?? ""
    // The order in which C looks for them; an empty one counts as not set.
    locale =
      ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    refusesColors = environment["NO_COLOR"]?.isEmpty == false
    self.size = size
  }

  var text: String {
    var parts = [name.isEmpty ? "TERM is not set" : name]
    parts.append(size.map { "\($0.columns)×\($0.rows)" } ?? "output is no terminal")
    if !colors.isEmpty { parts.append("COLORTERM \(colors)") }
    if refusesColors { parts.append("NO_COLOR") }
    parts.append(locale.isEmpty ? "no locale" : "locale \(locale)")
    return parts.joined(separator: ", ")
  }

  func write(to object: inout JSONWriter) {
    object.field("term", name)
    object.field("colorterm", colors)
    object.field("no_color", refusesColors)
    object.field("locale", locale)
    if let size {
      object.field("columns", size.columns)
      object.field("rows", size.rows)
    }
  }
}

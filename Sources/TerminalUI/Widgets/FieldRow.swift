/// A name and its value in one row: a mark, the name, the value at the right, and its unit.
public struct FieldRow: Hashable, Sendable {
  /// What the field is called.
  public var title: String
  /// Its value.
  public var value: String
  /// What the value means, such as pending.
  public var valueInk: Ink
  /// What the value counts; empty where it has no unit.
  public var unit = ""
  /// A character in front of the name that says what changing the value costs.
  public var mark: Character = " "
  /// What that character means.
  public var markInk = Ink.muted
  /// Whether this is the field that keys act on.
  public var isSelected = false

  /// A field.
  public init(_ title: String, value: String, valueInk: Ink = .plain) {
    self.title = title
    self.value = value
    self.valueInk = valueInk
  }

  /// Draws the field in a rectangle's first row with `unitColumns` kept for units.
  ///
  /// The value comes first when room is short: it is what a person looks for.
  public func draw(into buffer: inout ScreenBuffer, in rect: Rect, unitColumns: Int = 0) {
    guard !rect.isEmpty else { return }
    let row = rect.row(0)
    let units = row.columns - unitColumns >= 12 ? unitColumns : 0
    let right = row.right - (units > 0 ? units + 1 : 0)
    let valueColumns = min(CharacterWidth.columns(of: value), max(right - row.left - 2, 0))
    buffer.put(mark, at: row.origin, ink: markInk)
    buffer.textRight(
      value, row: row.top, right: right, width: valueColumns, ink: valueInk)
    buffer.text(
      title, at: row.position(row: 0, column: 2),
      width: right - valueColumns - 1 - (row.left + 2), ink: isSelected ? .focused : .plain)
    if units > 0 {
      buffer.text(unit, at: Position(row: row.top, column: right + 1), width: units, ink: .muted)
    }
    if isSelected { buffer.shade(row, background: .selected) }
  }
}

/// The columns of a table that can be inputs, and why the others cannot.
struct InputColumns {
  private(set) var inputs: [Int] = []
  private(set) var notes: [String] = []

  init(table: Table, target: Int) {
    inputs = table.columns.indices.filter { $0 != target }
  }
}

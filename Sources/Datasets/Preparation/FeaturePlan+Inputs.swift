extension FeaturePlan {
  /// The inputs of some rows of the table, row after row.
  ///
  /// Shape: [rows × features].
  func inputs(of table: Table, rows: [Int32]) -> [Float] {
    let width = featureNames.count
    guard width > 0 else { return [] }
    var inputs = [Float](repeating: 0, count: rows.count * width)
    // A few rows at a time: the table lies column by column, and a whole column's places in the
    // inputs are too far apart for the cache.
    for first in stride(from: 0, to: rows.count, by: 64) {
      let block = rows[first..<min(first + 64, rows.count)]
      for column in columns {
        switch (table.columns[column.tableColumn].values, column.encoding) {
        case (.numbers(let numbers), .number(let fill)):
          let scale = scales[column.firstFeature]
          numbers.forEach(block) { row, value in
            let own = value.isNaN ? fill : value
            inputs[row * width + column.firstFeature] =
              Float((own - scale.mean) / scale.deviation)
          }
        case (.categories(let categories), .levels(let places, let fill)):
          write(categories, column, places, fill, rows: block, into: &inputs)
        default: preconditionFailure("a column's encoding does not fit what it holds")
        }
      }
    }
    return inputs
  }

  private func write(
    _ categories: CategoryColumn, _ column: PlannedColumn, _ places: [Int], _ fill: Int,
    rows: ArraySlice<Int32>, into inputs: inout [Float]
  ) {
    let width = featureNames.count
    let count = (places.max() ?? -1) + 1
    for place in 0..<count {
      let feature = column.firstFeature + place
      let scale = scales[feature]
      let cold = Float((0 - scale.mean) / scale.deviation)
      let hot = Float((1 - scale.mean) / scale.deviation)
      for row in rows.indices {
        let code = Int(categories.codes[Int(rows[row])])
        let level = code < 0 ? fill : code
        let isHot = level >= 0 && places[level] == place
        inputs[row * width + feature] = isHot ? hot : cold
      }
    }
  }
}

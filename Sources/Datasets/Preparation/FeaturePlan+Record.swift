import ExperimentModel

extension FeaturePlan {
  /// What is to be kept of the plan.
  func columns(of table: Table) -> [PreparationRecord.Column] {
    columns.map { planned in
      let column = table.columns[planned.tableColumn]
      let encoding: PreparationRecord.Encoding =
        switch (planned.encoding, planned.levels) {
        case (.number(let fill), _): .number(fill: fill)
        case (.levels, let levels?): .levels(levels)
        case (.levels, nil): preconditionFailure("a column of texts without its levels")
        }
      return PreparationRecord.Column(
        name: column.name, position: planned.tableColumn + 1, encoding: encoding)
    }
  }

  /// The plan of a record for the same source.
  ///
  /// - Throws: which column this version reads in another way.
  init(_ record: PreparationRecord, of table: Table) throws(DatasetError) {
    self.init()
    for column in record.columns {
      let index = column.position - 1
      let name = table.columns.indices.contains(index) ? table.columns[index].name : nil
      guard name == column.name else {
        throw PreparationRecord.changed(
          "column \(quoted(column.name))", table.source,
          expected: "the one at place \(column.position)", found: name.map(quoted) ?? "none")
      }
      switch (column.encoding, table.columns[index].values) {
      case (.number(let fill), .numbers):
        addNumber(column.name, at: index, fill: fill)
      case (.levels(let levels), .categories(let categories)):
        guard levels.count == categories.levels.count,
          levels.hash == PreparationRecord.Levels.hash(of: categories.levels)
        else {
          let isCount = levels.count != categories.levels.count
          throw PreparationRecord.changed(
            "column \(quoted(column.name))", table.source,
            expected: "texts of \(counted(levels.count, "level"))",
            found: isCount ? grouped(categories.levels.count) : "other texts")
        }
        addLevels(levels, of: categories, named: column.name, at: index)
      case (.number, .categories(let categories)):
        throw PreparationRecord.changed(
          "column \(quoted(column.name))", table.source, expected: "numbers",
          found: "texts, such as \(quoted(categories.levels.first ?? ""))")
      case (.levels(let levels), .numbers):
        throw PreparationRecord.changed(
          "column \(quoted(column.name))", table.source,
          expected: "texts of \(counted(levels.count, "level"))", found: "numbers")
      }
    }
    guard record.scales.count == featureNames.count else {
      throw PreparationRecord.changed(
        "the inputs", table.source, expected: counted(record.scales.count, "input"),
        found: grouped(featureNames.count))
    }
    setScales(record.scales)
  }
}

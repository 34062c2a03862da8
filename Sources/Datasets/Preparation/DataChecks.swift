/// What looks suspicious in a data set before the first epoch.
struct DataChecks {
  let table: Table
  let target: Target
  let inputs: [Int]
  let split: Split

  var notes: [String] { [] }
}

/// The name most like a mistyped one, or `nil` where none is close.
///
/// Closeness is the count of letters to insert, delete, replace or swap (optimal string alignment);
/// up to a third of the longer word's letters may differ.
public func nearestName(to text: String, among names: [String]) -> String? {
  let candidates = names.map { (name: $0, distance: editDistance(text.lowercased(), $0)) }
  guard let best = candidates.min(by: { $0.distance < $1.distance }) else { return nil }
  let limit = max(1, max(text.count, best.name.count) / 3)
  return best.distance <= limit ? best.name : nil
}

private func editDistance(_ first: String, _ second: String) -> Int {
  // Names are short; longer text is nobody's typing error and would cost quadratic time.
  let a = Array(first.unicodeScalars.prefix(64))
  let b = Array(second.unicodeScalars.prefix(64))
  var beforePrevious: [Int] = []
  var previous = Array(0...b.count)
  for i in a.indices {
    var current = [i + 1]
    for j in b.indices {
      var distance = min(
        previous[j + 1] + 1, current[j] + 1, previous[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        distance = min(distance, beforePrevious[j - 1] + 1)
      }
      current.append(distance)
    }
    beforePrevious = previous
    previous = current
  }
  return previous[b.count]
}

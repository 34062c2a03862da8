// The nearest number to a power of ten: repeated multiplication would drift, and labels with it.
func powerOfTen(_ exponent: Int) -> Double {
  let index = exponent - firstPower
  if powers.indices.contains(index) { return powers[index] }
  return Double("1e\(exponent)") ?? (exponent < 0 ? 0 : .infinity)
}

private let firstPower = -24
private let powers: [Double] = (firstPower...24).map { Double("1e\($0)") ?? 0 }

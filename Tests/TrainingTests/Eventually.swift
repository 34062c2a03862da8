import Foundation

/// Asks again and again whether a condition holds that another thread brings about.
///
/// - Returns: false where it does not hold within a time that no machine should need.
func eventually(within seconds: Double = 60, _ holds: () throws -> Bool) rethrows -> Bool {
  let end = ContinuousClock.now + .seconds(seconds)
  while ContinuousClock.now < end {
    if try holds() { return true }
    Thread.sleep(forTimeInterval: 0.002)
  }
  return try holds()
}

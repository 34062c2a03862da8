import CBuiltInPresets

/// The presets that are part of the program, by name.
enum BuiltInPresets {
  static let texts: [String: [UInt8]] = {
    var texts: [String: [UInt8]] = [:]
    for index in 0..<built_in_preset_count() {
      let preset = unsafe built_in_preset(index)
      let bytes = unsafe UnsafeBufferPointer(start: preset.bytes, count: preset.count)
      unsafe texts[String(cString: preset.name)] = unsafe Array(bytes)
    }
    return texts
  }()
}

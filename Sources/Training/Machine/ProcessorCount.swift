import Platform

/// The processors this process may use.
enum ProcessorCount {
  static let available = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
}

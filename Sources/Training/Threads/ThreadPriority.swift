import Platform

/// How much of the processors a thread is given where others want them too.
enum ThreadPriority {
  /// What the others leave over.
  case lowest

  /// Gives it to the calling thread, for good.
  func adopt() {
    #if canImport(Darwin)
    pthread_set_qos_class_self_np(QOS_CLASS_BACKGROUND, 0)
    #elseif canImport(Glibc)
    // To Linux 0 is the calling thread and not, as POSIX has it, the process.
    setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 19)
    #else
    setpriority(PRIO_PROCESS, 0, 19)
    #endif
  }
}

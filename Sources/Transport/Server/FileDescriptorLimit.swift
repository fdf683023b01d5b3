import Glibc

/// How many files and sockets the process may hold at once.
package enum FileDescriptorLimit {
  /// Raises the limit as far as the system lets everyone: 1,024, the usual one, is too low for a server.
  ///
  /// Programs that this one starts inherit it.
  ///
  /// - Returns: the limit from now on, which is the one before where the system does not let it be raised.
  @discardableResult
  package static func raise() -> Int {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    let usual = limit.rlim_cur
    limit.rlim_cur = limit.rlim_max
    let isRaised = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0
    return Int(clamping: isRaised ? limit.rlim_cur : usual)
  }
}

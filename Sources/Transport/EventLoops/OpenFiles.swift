import Glibc

/// How many files and sockets the process may hold at once.
package enum OpenFiles {
  /// Raises the limit as far as the system lets everyone: 1,024, the usual one, is too low for a server.
  ///
  /// Programs that this one starts inherit it.
  @discardableResult
  package static func raiseLimit() -> Int {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    let usual = limit.rlim_cur
    limit.rlim_cur = limit.rlim_max
    let isRaised = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0
    return Int(clamping: isRaised ? limit.rlim_cur : usual)
  }
}

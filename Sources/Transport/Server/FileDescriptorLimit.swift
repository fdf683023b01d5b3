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
    var limit = current
    let usual = limit.rlim_cur
    limit.rlim_cur = limit.rlim_max
    let isRaised = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0
    return Int(clamping: isRaised ? limit.rlim_cur : usual)
  }

  /// How a server divides the descriptors that are left.
  package struct Share: Equatable, Sendable {
    /// Connections of clients.
    package let accepted: Int
    /// Connections to services, one for each request that a service is asked for.
    package let opened: Int

    /// Fewer are opened than accepted, so that somebody can always be told that there is no more.
    init(_ left: Int) {
      accepted = max(2, left / 2)
      opened = max(1, left * 3 / 8)
    }
  }

  /// What a server may do with the descriptors that are left, so that files can still be read and accepting does not fail;
  /// `nil` where there are plenty.
  package static func share() -> Share? {
    // The threads that serve have some of their own.
    _ = EventLoops.ofListeners
    guard now < plenty else { return nil }
    return Share(max(0, left - reserve))
  }

  /// How many can still be opened; all of them where there are plenty.
  package static var left: Int { now < plenty ? now - inUse(below: now) : now }

  /// How many a server must be able to open: what its threads need, the listener, and those that are kept for what comes.
  package static let least = 24

  /// As many as no server here will need.
  private static let plenty = 20_000
  /// For what listens, for files that are read now and then, and for a token that is fetched.
  private static let reserve = 10

  /// How many there may be at once.
  private static var now: Int { Int(clamping: current.rlim_cur) }

  private static var current: rlimit {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    return limit
  }

  private static func inUse(below limit: Int) -> Int {
    (0..<CInt(clamping: limit)).count { fcntl($0, F_GETFD) != -1 }
  }
}

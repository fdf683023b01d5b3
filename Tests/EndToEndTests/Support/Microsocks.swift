import Glibc

/// A running microsocks.
final class Microsocks {
  private let child: Child
  private let port: Int

  /// - Parameter asksForCredentials: whether only ``ProxyUser`` is let through.
  init(asksForCredentials: Bool) throws {
    port = try Loopback.unusedPort()
    let user = asksForCredentials ? ["-u", ProxyUser.name, "-P", ProxyUser.password] : []
    child = try Child(Call(["-i", "127.0.0.1", "-p", "\(port)"] + user, program: "/usr/bin/microsocks"))
    // It does not say when it listens.
    let deadline = ContinuousClock.now + .seconds(20)
    while (try? RawClient("http://127.0.0.1:\(port)")) == nil {
      guard .now < deadline else { throw Descriptor.Trouble(code: ETIMEDOUT) }
      sched_yield()
    }
  }

  deinit { child.send(SIGKILL) }

  func url(_ scheme: String, _ userInfo: String) -> String { "\(scheme)://\(userInfo)127.0.0.1:\(port)" }
}

import Glibc

/// A running squid, for plain connections and for TLS.
final class Squid {
  private let child: Child
  private let ports: (http: Int, https: Int)

  /// - Parameter asksForCredentials: whether only ``ProxyUser`` is let through.
  init(in home: Home, asksForCredentials: Bool) throws {
    ports = (try Loopback.unusedPort(), try Loopback.unusedPort())
    // A squid that root starts goes on as another user, who has to read these.
    guard chmod(home.path, 0o755) == 0 else { throw Descriptor.Trouble(code: errno) }
    let certificate =
      try home.read(Certificates.file("server.pem")) + home.read(Certificates.file("server.key"))
    try home.write(certificate, to: "squid.pem", mode: 0o644)
    let passwords = try home.write(Self.passwordLine(), to: "passwords", mode: 0o644)
    let access =
      asksForCredentials
      ? """
      auth_param basic program /usr/lib/squid/basic_ncsa_auth \(passwords)
      acl known proxy_auth REQUIRED
      http_access allow known
      """ : "http_access allow all"
    let settings = """
      http_port 127.0.0.1:\(ports.http)
      https_port 127.0.0.1:\(ports.https) tls-cert=\(home.path)/squid.pem
      \(access)
      http_access deny all
      access_log none
      cache_log /dev/null
      cache deny all
      memory_cache_shared off
      netdb_filename none
      pid_filename none
      pinger_enable off
      shutdown_lifetime 0 seconds

      """
    let file = try home.write(settings, to: "squid.conf", mode: 0o644)
    // The name tells the memory that it shares with its helpers from that of another squid.
    let words = ["-N", "-d", "1", "-n", "sfmodels\(ports.http)", "-f", file]
    child = try Child(Call(words, program: "/usr/sbin/squid"))
    try child.awaits("Accepting HTTPS")
  }

  /// - Parameters:
  ///   - scheme: `http` or `https`.
  ///   - userInfo: nothing, or with an `@` behind it.
  func url(_ scheme: String, _ userInfo: String) -> String {
    "\(scheme)://\(userInfo)127.0.0.1:\(scheme == "https" ? ports.https : ports.http)"
  }

  /// Ends it in order: killed, it would leave its shared memory behind.
  func end() throws {
    child.send(SIGTERM)
    _ = try child.finish()
  }

  private static func passwordLine() throws -> String {
    let call = Call(["passwd", "-apr1", ProxyUser.password], program: "/usr/bin/openssl")
    return "\(ProxyUser.name):\(try Child(call).finish().output)"
  }
}

/// The user that the proxies of the tests know.
enum ProxyUser {
  static let name = "ann"
  static let password = "pr0xy-pass"
}

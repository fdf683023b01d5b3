import FoundationEssentials
import Glibc

/// A running nginx that puts TLS before a server.
final class TLSFront {
  /// How it presents itself.
  struct Rules: Sendable {
    /// The name of its files among ``Certificates``.
    var certificate = "server"
    /// As nginx writes them.
    var versions = "TLSv1.2 TLSv1.3"
  }

  let port: Int
  private let child: Child

  var address: String { "https://127.0.0.1:\(port)" }

  init(before server: String, in home: Home, _ rules: Rules = Rules()) throws {
    port = try Loopback.unusedPort()
    let kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    // One process alone: a master that is killed leaves its workers behind.
    let settings = """
      pid \(home.path)/nginx.pid;
      error_log stderr notice;
      master_process off;
      events {}
      http {
        access_log off;
      \(kinds.map { "  \($0)_temp_path \(home.path)/\($0);" }.joined(separator: "\n"))
        server {
          listen 127.0.0.1:\(port) ssl;
          ssl_certificate \(Certificates.file("\(rules.certificate).pem"));
          ssl_certificate_key \(Certificates.file("\(rules.certificate).key"));
          ssl_protocols \(rules.versions);
          ssl_ciphers ALL:@SECLEVEL=0;
          location / { proxy_pass \(server); }
        }
      }
      """
    let file = try home.write(settings, to: "nginx.conf")
    let words = ["-p", home.path, "-e", "stderr", "-c", file, "-g", "daemon off;"]
    child = try Child(Call(words, program: "/usr/sbin/nginx"))
    // It listens before it chooses how to wait.
    try child.awaits("event method")
  }

  deinit { child.send(SIGTERM) }
}

/// A running `openssl s_server` that wants a certificate of whoever comes, and ends the handshake without a good one.
final class CertificateGate {
  let port: Int
  private let child: Child

  /// - Parameter version: an option of s_server(1): `-tls1_2`.
  init(_ version: String) throws {
    port = try Loopback.unusedPort()
    let words = [
      "s_server", "-accept", "127.0.0.1:\(port)", "-www", version, "-cert", Certificates.file("server.pem"),
      "-key", Certificates.file("server.key"), "-CAfile", Certificates.file("ca.pem"), "-Verify", "1",
      "-verify_return_error",
    ]
    child = try Child(Call(words, program: "/usr/bin/openssl"))
    try child.awaits("ACCEPT", on: .output)
  }

  deinit { child.send(SIGTERM) }
}

/// Certificates for loopback, and the authority that signed them.
enum Certificates {
  static func file(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "TransportTests/Certificates/\(name)").path
  }
}

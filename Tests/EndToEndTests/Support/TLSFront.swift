import FoundationEssentials
import Glibc

/// A running nginx that puts TLS before a server.
final class TLSFront {
  let address: String
  private let child: Child

  init(before server: String, in home: Home) throws {
    let port = try Loopback.unusedPort()
    address = "https://127.0.0.1:\(port)"
    let kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    let settings = """
      pid \(home.path)/nginx.pid;
      error_log stderr notice;
      events {}
      http {
        access_log off;
      \(kinds.map { "  \($0)_temp_path \(home.path)/\($0);" }.joined(separator: "\n"))
        server {
          listen 127.0.0.1:\(port) ssl;
          ssl_certificate \(Certificates.file("server.pem"));
          ssl_certificate_key \(Certificates.file("server.key"));
          location / { proxy_pass \(server); }
        }
      }
      """
    let file = try home.write(settings, to: "nginx.conf")
    let words = ["-p", home.path, "-e", "stderr", "-c", file, "-g", "daemon off;"]
    child = try Child(Call(words, program: "/usr/sbin/nginx"))
    try child.awaits("start worker process")
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

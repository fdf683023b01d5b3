import Glibc

/// An address of this machine at which nobody answers: whoever connects waits, for all places in its queue are taken.
package final class BlackHole: Sendable {
  package struct Trouble: Error { let code: Int32 }

  package let host: String
  package let port: Int
  private let sockets: [Int32]

  /// - Parameter host: an IPv4 address of the loopback interface.
  package init(_ host: String = "127.0.0.1") throws {
    let listening = try Self.socket()
    var address = Self.address(host, 0)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let code = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listening, $0, length) | listen(listening, 0) | getsockname(listening, $0, &length)
      }
    }
    guard code == 0 else { throw Trouble(code: errno) }
    self.host = host
    port = Int(UInt16(bigEndian: address.sin_port))
    sockets = [listening] + (try Self.fill(host, port))
  }

  deinit {
    for socket in sockets { close(socket) }
  }

  /// How many connections to it are asked for and do not stand.
  package var waiting: Int {
    get throws { try Self.waiting(at: host, port) }
  }

  /// Connects until the system takes no more.
  private static func fill(_ host: String, _ port: Int) throws -> [Int32] {
    var clients: [Int32] = []
    while true {
      let client = try socket()
      clients.append(client)
      var address = address(host, port)
      let code = withUnsafeMutablePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          connect(client, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
      }
      guard code == 0 || errno == EINPROGRESS else { throw Trouble(code: errno) }
      // On loopback a connection that can stand does so at once.
      var place = pollfd(fd: client, events: Int16(POLLOUT), revents: 0)
      if poll(&place, 1, 500) == 0 { return clients }
    }
  }

  private static func socket() throws -> Int32 {
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
    let number = Glibc.socket(AF_INET, kind, 0)
    guard number >= 0 else { throw Trouble(code: errno) }
    return number
  }

  private static func address(_ host: String, _ port: Int) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    inet_pton(AF_INET, host, &address.sin_addr)
    return address
  }

  /// The lines of `/proc/net/tcp` for this address in the state SYN_SENT (proc_net_tcp(5)).
  private static func waiting(at host: String, _ port: Int) throws -> Int {
    guard let file = fopen("/proc/net/tcp", "re") else { throw Trouble(code: errno) }
    defer { fclose(file) }
    let remote = hexadecimal(address(host, port))
    var line = [CChar](repeating: 0, count: 512)
    var count = 0
    while fgets(&line, Int32(line.count), file) != nil {
      let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      let fields = text.split(separator: " ")
      if fields.count > 3, fields[2] == remote, fields[3] == "02" { count += 1 }
    }
    return count
  }

  /// As the system writes it: the address as the machine's own number, and the port.
  private static func hexadecimal(_ address: sockaddr_in) -> String {
    func digits(_ number: UInt32, _ count: Int) -> String {
      let text = String(number, radix: 16, uppercase: true)
      return String(repeating: "0", count: count - text.count) + text
    }
    return "\(digits(address.sin_addr.s_addr, 8)):\(digits(UInt32(UInt16(bigEndian: address.sin_port)), 4))"
  }
}

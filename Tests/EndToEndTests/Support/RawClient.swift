import Glibc

/// A client that says what the test says, byte for byte.
struct RawClient {
  struct NeverRead: Error {}

  private let descriptor: Descriptor
  private let port: Int
  private let ownPort: Int

  /// - Parameter address: `http://127.0.0.1:PORT`.
  init(_ address: String) throws {
    port = address.split(separator: ":").last.flatMap { Int($0) } ?? 0
    (descriptor, ownPort) = try Loopback.socket()
    descriptor.limitWaiting(seconds: 100)
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    place.sin_port = UInt16(port).bigEndian
    let code = withUnsafePointer(to: &place) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor.number, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard code == 0 else { throw Descriptor.Trouble(code: errno) }
  }

  /// Sends it, and returns when the other side has read it.
  func send(_ text: String) throws {
    write(text)
    let deadline = ContinuousClock.now + .seconds(20)
    while try !isRead() {
      guard .now < deadline else { throw NeverRead() }
      sched_yield()
    }
  }

  /// Sends it, whether it is read or not.
  func write(_ text: String) { _ = descriptor.writeSome(Array(text.utf8)[...]) }

  func readAll() -> String {
    var bytes: [UInt8] = []
    while case let more = descriptor.readSome(), !more.isEmpty { bytes += more }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// What comes until the text has come, or the other side has closed.
  func read(until text: String) -> String {
    var bytes: [UInt8] = []
    while case let more = descriptor.readSome(), !more.isEmpty {
      bytes += more
      if String(decoding: bytes, as: UTF8.self).contains(text) { break }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  func close() { descriptor.close() }

  /// Says that nothing more will be sent.
  func endSending() { shutdown(descriptor.number, Int32(SHUT_WR)) }

  /// Whether the other side has closed, and everything before that is read.
  var isClosed: Bool {
    var byte: UInt8 = 0
    return recv(descriptor.number, &byte, 1, Int32(MSG_PEEK | MSG_DONTWAIT)) == 0
  }

  // A connection that is accepted has an inode (proc(5), /proc/net/tcp); what is not read stands in its queue.
  private func isRead() throws -> Bool {
    let ends = [port, ownPort].map { ":" + Self.hexadecimal($0) }
    let table = try Descriptor.file("/proc/net/tcp", O_RDONLY).readWhole().split(separator: "\n")
    return table.contains { line in
      let words = line.split(separator: " ")
      guard words.count > 9, words[1].hasSuffix(ends[0]), words[2].hasSuffix(ends[1]) else { return false }
      return words[9] != "0" && words[4].hasSuffix(":00000000")
    }
  }

  private static func hexadecimal(_ port: Int) -> String {
    let digits = String(port, radix: 16, uppercase: true)
    return String(repeating: "0", count: 4 - digits.count) + digits
  }
}

extension Descriptor {
  func readWhole() -> String {
    var bytes: [UInt8] = []
    while case let more = readSome(), !more.isEmpty { bytes += more }
    return String(decoding: bytes, as: UTF8.self)
  }
}

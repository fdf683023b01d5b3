import Glibc

/// A request as it came over the wire.
struct WireRequest: Sendable, Equatable {
  var bytes: [UInt8]
  var time: ContinuousClock.Instant

  private var parts: (head: Substring, body: Substring) {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let end = text.firstRange(of: "\r\n\r\n") else { return (text[...], "") }
    return (text[..<end.lowerBound], text[end.upperBound...])
  }

  /// Method and target: `POST /feedback`; `TLS` when it is the beginning of a secure connection.
  var address: String {
    if bytes.first == 0x16 { return "TLS" }
    return parts.head.split(separator: "\r\n").first?.split(separator: " ").prefix(2).joined(separator: " ")
      ?? ""
  }

  var body: String { String(parts.body) }

  /// A header field's value, byte for byte but for the space before it.
  func header(_ name: String) -> String? {
    let line = parts.head.split(separator: "\r\n").first {
      $0.lowercased().hasPrefix(name.lowercased() + ":")
    }
    return line.map { String($0.dropFirst(name.count + 1).drop { $0 == " " }) }
  }
}

/// One connection of a client, served by a thread of its own.
struct WireConnection: Sendable {
  private let descriptor: Descriptor

  init(_ descriptor: Descriptor) { self.descriptor = descriptor }

  func serve(_ turn: (WireRequest) -> Turn) {
    defer { descriptor.close() }
    while let request = readRequest() {
      for step in turn(request).steps {
        guard play(step) else { return }
      }
    }
  }

  private func readRequest() -> WireRequest? {
    var bytes: [UInt8] = []
    while !isWhole(bytes) {
      let more = descriptor.readSome()
      if more.isEmpty { return nil }
      bytes += more
    }
    return WireRequest(bytes: bytes, time: .now)
  }

  // A client that does not speak HTTP, as with TLS, has said enough with its first bytes.
  private func isWhole(_ bytes: [UInt8]) -> Bool {
    guard let first = bytes.first else { return false }
    guard first >= 0x20 else { return true }
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.contains("\r\n\r\n") else { return false }
    let request = WireRequest(bytes: bytes, time: .now)
    return request.body.utf8.count >= request.header("content-length").flatMap { Int($0) } ?? 0
  }

  /// False: the connection is over.
  private func play(_ step: Turn.Step) -> Bool {
    switch step {
    case .send(let bytes): return send(bytes[...])
    case .flood(let count): return flood(count)
    case .close: return false
    case .reset:
      var linger = linger(l_onoff: 1, l_linger: 0)
      setsockopt(
        descriptor.number, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
      return false
    case .silence:
      while !descriptor.readSome().isEmpty {}
      return false
    }
  }

  private func flood(_ count: Int) -> Bool {
    let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
    var left = count
    while left > 0 {
      guard send(piece.prefix(left)) else { return false }
      left -= min(left, piece.count)
    }
    return true
  }

  private func send(_ bytes: ArraySlice<UInt8>) -> Bool {
    var rest = bytes
    while !rest.isEmpty {
      guard let count = descriptor.writeSome(rest) else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}

import Glibc
import Synchronization

/// A server without any HTTP of its own: what it says stands in the test, byte for byte, and what it hears is kept.
///
/// Each address has a list of turns to play; a request beyond them is answered 599 and recorded as unprepared.
final class WireServer: Sendable {
  private struct State {
    var script: [String: [Turn]]
    var requests: [WireRequest] = []
    var unprepared: [String] = []
  }

  let port: Int
  private let listening: Descriptor
  private let state: Mutex<State>
  private let answer: @Sendable (_ request: WireRequest, _ count: Int) -> Turn?
  /// Gets a byte for each request.
  private let arrivals: (read: Descriptor, write: Descriptor)

  /// - Parameters:
  ///   - script: turns by method and target: `POST /feedback`.
  ///   - answer: makes a turn for a request, and is told how many came before it; `nil`: the script knows.
  init(
    _ script: [String: [Turn]],
    answer: @escaping @Sendable (_ request: WireRequest, _ count: Int) -> Turn? = { _, _ in nil }
  ) throws {
    self.answer = answer
    signal(SIGPIPE, SIG_IGN)
    (listening, port) = try Loopback.socket()
    guard listen(listening.number, 256) == 0 else { throw Descriptor.Trouble(code: errno) }
    state = Mutex(State(script: script))
    arrivals = try Descriptor.pipe()
    startThread { [listening, weak self] in
      while true {
        guard let client = listening.accept(), let self else { break }
        startThread { WireConnection(client).serve { self.turn(for: $0) } }
      }
    }
  }

  deinit {
    // A closed descriptor alone would not wake the thread that waits in it.
    shutdown(listening.number, Int32(SHUT_RDWR))
  }

  var address: String { "http://127.0.0.1:\(port)" }
  var requests: [WireRequest] { state.withLock { $0.requests } }
  /// What was asked and not prepared; every test expects it to be empty.
  var unprepared: [String] { state.withLock { $0.unprepared } }

  func requests(to address: String) -> [WireRequest] { requests.filter { $0.address == address } }

  /// Waits on the calling thread for the next request that nobody has waited for.
  func awaitRequest() throws {
    guard arrivals.read.hasSomething(within: 20_000) else { throw Descriptor.Trouble(code: ETIMEDOUT) }
    arrivals.read.readOne()
  }

  private func turn(for request: WireRequest) -> Turn {
    let count = state.withLock { state in
      state.requests.append(request)
      return state.requests.count - 1
    }
    defer { _ = arrivals.write.writeSome([1]) }
    if let turn = answer(request, count) { return turn }
    return state.withLock { state in
      guard let turn = state.script[request.address]?.first else {
        state.unprepared.append(request.address)
        return .answer(599, "the test has prepared no answer to \(request.address)", type: "text/plain")
      }
      if !turn.isRepeated { state.script[request.address]?.removeFirst() }
      return turn
    }
  }
}

/// Places on the loopback interface.
enum Loopback {
  /// A port for another program to listen on. The system gives it to nobody meanwhile: it is none of those that it
  /// chooses by itself (from 32768 on, ip(7)).
  static func unusedPort() throws -> Int {
    while true {
      let port = UInt16.random(in: 10_000..<32_000)
      if (try? socket(port: port)) != nil { return Int(port) }
    }
  }

  /// A socket bound to a port, by default to any that is free; it refuses connections as long as nobody listens.
  static func socket(port: UInt16 = 0) throws -> (Descriptor, port: Int) {
    let descriptor = Descriptor(Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let code = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        bind(descriptor.number, pointer, length) | getsockname(descriptor.number, pointer, &length)
      }
    }
    guard code == 0 else { throw Descriptor.Trouble(code: errno) }
    return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
  }
}

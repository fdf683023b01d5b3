import FoundationEssentials
import Glibc
import Synchronization

/// An open file of this process that no child inherits by accident.
final class Descriptor: Sendable {
  struct Trouble: Error { var code: Int32 }

  private let state: Mutex<Int32>

  init(_ number: Int32) { state = Mutex(number) }

  deinit { close() }

  var number: Int32 { state.withLock { $0 } }
  var isOpen: Bool { number >= 0 }

  func close() {
    state.withLock { number in
      if number >= 0 { _ = Glibc.close(number) }
      number = -1
    }
  }

  static func pipe() throws -> (read: Descriptor, write: Descriptor) {
    var ends: [Int32] = [-1, -1]
    guard inheritance.withLock({ _ in keep(Glibc.pipe(&ends), ends) }) == 0 else {
      throw Trouble(code: errno)
    }
    return (Descriptor(ends[0]), Descriptor(ends[1]))
  }

  /// What a client wants of a listening socket; `nil` when nobody listens any more.
  func accept() -> Descriptor? {
    var place = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
    let count = Self.again { poll(&place, 1, -1) }
    guard count > 0, Int32(place.revents) & POLLHUP == 0 else { return nil }
    let client = Self.inheritance.withLock { _ in
      let client = Glibc.accept(number, nil, nil)
      return Self.keep(client, [client])
    }
    return client < 0 ? nil : Descriptor(client)
  }

  /// Held while there is a descriptor that a child could inherit, and while a child starts.
  static let inheritance = Mutex(())

  /// What other tests have open at the moment is no business of a program's, which counts what it may still open.
  static func keepAll() {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? [] {
      if let number = Int32(name), number > 2 { _ = fcntl(number, F_SETFD, FD_CLOEXEC) }
    }
  }

  private static func keep(_ result: Int32, _ descriptors: [Int32]) -> Int32 {
    if result >= 0 { for descriptor in descriptors { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) } }
    return result
  }

  /// Calls the system once more when a signal has interrupted it.
  static func again<Count: SignedInteger>(_ call: () -> Count) -> Count {
    while true {
      let count = call()
      guard count < 0, errno == EINTR else { return count }
    }
  }

  static func file(_ path: String, _ mode: Int32) throws -> Descriptor {
    let number = open(path, mode | O_CLOEXEC, 0o600)
    guard number >= 0 else { throw Trouble(code: errno) }
    return Descriptor(number)
  }

  /// What one read brings; empty at the end.
  func readSome() -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 64 << 10)
    let count = Self.again { read(number, &bytes, bytes.count) }
    return Array(bytes[..<max(0, count)])
  }

  /// Ends what waits at a socket for so long, as if the other side had closed it: a thread of a test can wait for ever.
  func limitWaiting(seconds: Int) {
    var limit = timeval(tv_sec: seconds, tv_usec: 0)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      setsockopt(number, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
    }
  }

  /// How many bytes were taken; `nil` when nobody takes any more.
  func writeSome(_ bytes: ArraySlice<UInt8>) -> Int? {
    let count = bytes.withUnsafeBytes { write(number, $0.baseAddress, $0.count) }
    if count < 0 { return errno == EAGAIN || errno == EINTR ? 0 : nil }
    return count
  }

  func hasSomething(within milliseconds: Int32) -> Bool {
    var place = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
    return poll(&place, 1, milliseconds) > 0
  }

  func readOne() {
    var byte: UInt8 = 0
    _ = read(number, &byte, 1)
  }

  func doesNotBlock() -> Descriptor {
    _ = fcntl(number, F_SETFL, fcntl(number, F_GETFL, 0) | O_NONBLOCK)
    return self
  }
}

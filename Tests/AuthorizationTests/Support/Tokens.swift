import Authorization
import FoundationEssentials
import Synchronization
import TestSupport
import Testing
import Wire

/// The time at which most tests play: Sun, 06 Nov 1994 08:49:37 GMT.
let start = TestClock.start

/// A JSON Web Token with these parts, signed by nobody.
func webToken(
  header: String = #"{"tnk":"core/prod/00Dxx0000000001EAA","alg":"RS256"}"#, payload: String
) -> String {
  "\(Base64URL.encode(Data(header.utf8))).\(Base64URL.encode(Data(payload.utf8))).c2lnbmF0dXJl"
}

extension AccessToken {
  /// A token of this name whose life begins and ends so many seconds from the start.
  static func named(_ name: String, from issued: Int = 0, to expiry: Int, received: Double = 0) -> AccessToken
  {
    let zero = Int(start.timeIntervalSince1970)
    let payload = #"{"jti":"\#(name)","iat":\#(zero + issued),"exp":\#(zero + expiry)}"#
    return AccessToken(webToken(payload: payload), received: start + received)
  }
}

/// A source that plays prepared fetches in order.
final class Source: TokenSource {
  typealias Fetch = @Sendable () async throws -> AccessToken

  /// It was asked more often than it was prepared for.
  struct Unprepared: Error {}

  private let fetches: Mutex<[Fetch]>
  private let asked = Mutex(0)

  init(_ fetches: Fetch...) { self.fetches = Mutex(fetches) }

  convenience init(_ token: AccessToken) { self.init({ token }) }

  /// How often it was asked.
  var count: Int { asked.withLock { $0 } }

  func token() async throws -> AccessToken {
    asked.withLock { $0 += 1 }
    guard let fetch = fetches.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) else {
      Issue.record("an unprepared fetch")
      throw Unprepared()
    }
    return try await fetch()
  }
}

/// Holds whoever passes until it is opened.
actor Latch {
  private var isOpen = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  func open() {
    isOpen = true
    for continuation in waiting { continuation.resume() }
    waiting = []
  }

  func pass() async {
    guard !isOpen else { return }
    await withCheckedContinuation { waiting.append($0) }
  }
}

/// A pause for tests in which nobody waits.
@Sendable func noPause(_ duration: Duration) async throws {
  Issue.record("a pause of \(duration) where none was prepared")
  throw CancellationError()
}

extension TokenProvider {
  /// Returns when the provider has heard out whoever spoke to it before.
  func hearOut() {}
}

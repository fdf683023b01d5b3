import Digest
import FoundationEssentials
import Synchronization

/// The keys with names that count at the moment; they can be exchanged while requests are under way.
package final class NamedKeys: Sendable {
  private struct Candidate {
    let key: NamedKey
    let digest: [UInt8]
    let end: Date?
    /// Made once, for it is asked for with every request.
    let caller: Caller

    init(_ key: NamedKey, _ digest: [UInt8], until end: Date? = nil) {
      (self.key, self.digest, self.end) = (key, digest, end)
      caller = .named(key)
    }
  }

  /// By the first bytes of their digests, which tell nothing of the keys.
  private let candidates: Mutex<[UInt64: [Candidate]]>

  /// Those of the beginning.
  package init(_ keys: [NamedKey]) { candidates = Mutex(Self.table(keys)) }

  /// From now on these count.
  package func replace(with keys: [NamedKey]) {
    let table = Self.table(keys)
    candidates.withLock { $0 = table }
  }

  /// Those that count at the moment.
  var all: [NamedKey] {
    candidates.withLock { $0.values.joined().filter { $0.end == nil }.map(\.key) }
  }

  /// Whose key it is that was presented; `nil` for none of them.
  ///
  /// - Throws: ``ServerError/expiredKey(_:)``.
  func caller(presenting key: [UInt8], now: Date) throws(ServerError) -> Caller? {
    let digest = SHA256.digest(of: key)
    let found = candidates.withLock { $0[Self.beginning(of: digest)] ?? [] }
    guard let candidate = found.first(where: { APIKeyVerifier.areEqual($0.digest, digest) }) else {
      return nil
    }
    if let end = candidate.end, end <= now { throw .expiredKey(end) }
    if let end = candidate.key.expiry, end <= now { throw .expiredKey(end) }
    return candidate.caller
  }

  private static func table(_ keys: [NamedKey]) -> [UInt64: [Candidate]] {
    let candidates = keys.flatMap { key in
      [Candidate(key, key.digest)]
        + [key.previous.map { Candidate(key, $0.digest, until: $0.end) }].compactMap { $0 }
    }
    return Dictionary(grouping: candidates) { beginning(of: $0.digest) }
  }

  private static func beginning(of digest: [UInt8]) -> UInt64 {
    digest.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }
}

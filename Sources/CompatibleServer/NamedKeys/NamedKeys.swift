import Digest
import FoundationEssentials
import Synchronization

/// The keys with names that count at the moment; they can be exchanged while requests are under way.
package final class NamedKeys: Sendable {
  private struct Candidate {
    let key: NamedKey
    let digest: [UInt8]
    let end: Date?
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

  /// The key that was presented; `nil` for none of them.
  ///
  /// - Throws: ``ServerError/expiredKey(_:)``.
  func key(_ presented: String, now: Date) throws(ServerError) -> NamedKey? {
    let digest = SHA256.digest(of: Array(presented.utf8))
    let found = candidates.withLock { $0[Self.beginning(of: digest)] ?? [] }
    guard let candidate = found.first(where: { APIKeyVerifier.areEqual($0.digest, digest) }) else {
      return nil
    }
    for end in [candidate.end, candidate.key.expiry].compactMap({ $0 }) where end <= now {
      throw .expiredKey(end)
    }
    return candidate.key
  }

  private static func table(_ keys: [NamedKey]) -> [UInt64: [Candidate]] {
    let candidates = keys.flatMap { key in
      [Candidate(key: key, digest: key.digest, end: nil)]
        + [key.previous.map { Candidate(key: key, digest: $0.digest, end: $0.end) }].compactMap { $0 }
    }
    return Dictionary(grouping: candidates) { beginning(of: $0.digest) }
  }

  private static func beginning(of digest: [UInt8]) -> UInt64 {
    digest.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }
}

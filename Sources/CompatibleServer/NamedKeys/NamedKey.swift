package import FoundationEssentials

/// A key that has a name: what it may ask for, and how much. The key itself is not known here, only its SHA-256.
package struct NamedKey: Equatable, Sendable {
  /// Letters, digits, `-`, `_`, `.` and `@`; it is what log and figures show.
  package let name: String
  /// The SHA-256 of the key, 32 bytes.
  package var digest: [UInt8]
  /// The first characters of the key, by which people tell keys apart.
  package var beginning: String
  /// The SHA-256 of the key before this one, and until when that one counts, too.
  package var previous: Previous?
  /// Names of models, API names and aliases; `nil` where all may be asked.
  package var models: [String]?
  /// How much may be asked.
  package var limits = KeyLimits()
  /// When the key ends to count; `nil` for never.
  package var expiry: Date?
  /// Whether figures of all keys may be read.
  package var isAdmin = false

  /// A key that has been replaced.
  package struct Previous: Equatable, Sendable {
    /// 32 bytes.
    package var digest: [UInt8]
    /// When it ends to count.
    package var end: Date

    /// A key that counts until a moment.
    package init(digest: [UInt8], end: Date) {
      self.digest = digest
      self.end = end
    }
  }

  /// A key that may do everything.
  ///
  /// - Parameters:
  ///   - digest: the SHA-256 of the key, 32 bytes.
  ///   - beginning: what of it is shown.
  package init(name: String, digest: [UInt8], beginning: String) {
    self.name = name
    self.digest = digest
    self.beginning = beginning
  }
}

/// How much may be asked with one key; `nil` is as much as anybody likes.
package struct KeyLimits: Equatable, Sendable {
  /// Requests to models within any minute.
  package var requestsPerMinute: Int?
  /// Tokens in and out within any minute.
  package var tokensPerMinute: Int?
  /// Tokens in and out within a calendar day in UTC.
  package var tokensPerDay: Int?
  /// Requests to models under way.
  package var parallelRequests: Int?

  /// No limits.
  package init() {}
}

/// Where new tokens come from: a grant of an org, or a value that somebody gave us.
package protocol TokenSource: Sendable {
  /// - Throws: ``AuthorizationFailure``, inside `RetriesExhausted` where there were several attempts.
  func token() async throws -> AccessToken
}

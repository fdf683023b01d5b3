/// What a token endpoint gives out (RFC 6749 §5.1).
package struct TokenAnswer: Sendable, Equatable {
  /// What opens the API.
  package let token: AccessToken
  /// What gets further tokens; `nil` where the grant, or the app's scopes, know none.
  package let refreshToken: String?

  /// - Parameter refreshToken: `nil` where there is none.
  package init(token: AccessToken, refreshToken: String? = nil) {
    self.token = token
    self.refreshToken = refreshToken
  }
}

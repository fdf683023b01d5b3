/// The apps that may sign in to the org: any, or the one that the configuration names.
struct ClientRegistry: Sendable {
  /// The only app, where there is one.
  let onlyApp: Org.Configuration.Credentials?

  func admit(_ client: Org.Configuration.Credentials) throws(OAuthError) {
    if let refusal = OAuthDenial(clientID: client.clientID) { throw OAuthError(refusal) }
    guard let onlyApp else { return }
    guard client.clientID == onlyApp.clientID else { throw OAuthError(.unknownClient) }
    guard client.secret == onlyApp.secret else { throw OAuthError(.wrongSecret) }
  }

  /// An app that shows no secret, or one that must be right: a program on people's machines can keep none.
  func admit(_ clientID: String, secret: String?) throws(OAuthError) {
    if let refusal = OAuthDenial(clientID: clientID) { throw OAuthError(refusal) }
    guard let onlyApp else { return }
    guard clientID == onlyApp.clientID else { throw OAuthError(.unknownClient) }
    guard secret == nil || secret == onlyApp.secret else { throw OAuthError(.wrongSecret) }
  }
}

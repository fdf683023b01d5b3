import FoundationEssentials
import HTTPTypes
import Wire

/// The form that a client posts to an OAuth endpoint, with the client's credentials from body or header.
struct OAuthForm {
  private let fields: FormFields
  private let incoming: IncomingRequest

  init(_ incoming: IncomingRequest) throws(OAuthError) {
    guard incoming.method == .post else { throw .invalidRequest("must use HTTP POST") }
    guard incoming.mediaType == FormFields.contentType else {
      throw .invalidRequest("content type must be \(FormFields.contentType)")
    }
    fields = FormFields(decoding: incoming.body)
    self.incoming = incoming
    try refuseRepeated()
  }

  /// The value of a field that was sent and is not empty.
  subscript(name: String) -> String? {
    fields[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  func required(_ name: String) throws(OAuthError) -> String {
    guard let value = self[name] else { throw .invalidRequest("missing required parameter: \(name)") }
    return value
  }

  /// "Credentials may go in the body or the header": in one of them, not in both (RFC 6749 §2.3).
  func credentials() throws(OAuthError) -> Org.Configuration.Credentials {
    let basic = try basicCredentials()
    guard let basic else { return try bodyCredentials() }
    guard self["client_secret"] == nil else {
      throw .invalidRequest("client credentials in both header and body")
    }
    return basic
  }

  /// The credentials of a client that need not have a secret.
  func client() throws(OAuthError) -> (id: String, secret: String?) {
    if incoming.authorization(scheme: "basic") != nil || self["client_secret"] != nil {
      let both = try credentials()
      return (both.clientID, both.secret)
    }
    guard let id = self["client_id"] else { throw OAuthError(.unknownClient) }
    return (id, nil)
  }

  private func bodyCredentials() throws(OAuthError) -> Org.Configuration.Credentials {
    guard let id = self["client_id"] else { throw OAuthError(.unknownClient) }
    guard let secret = self["client_secret"] else { throw OAuthError(.wrongSecret) }
    return .init(clientID: id, secret: secret)
  }

  private func basicCredentials() throws(OAuthError) -> Org.Configuration.Credentials? {
    guard let encoded = incoming.authorization(scheme: "basic") else { return nil }
    let text = Data(base64Encoded: encoded).map { String(decoding: $0, as: UTF8.self) } ?? ""
    let parts = text.split(separator: ":", maxSplits: 1)
    guard parts.count == 2 else { throw OAuthError(.wrongSecret) }
    return .init(clientID: String(parts[0]), secret: String(parts[1]))
  }

  /// Fields must not be sent twice (RFC 6749 §3.2).
  private func refuseRepeated() throws(OAuthError) {
    var names: Set<String> = []
    for field in fields.fields where !names.insert(field.name).inserted {
      throw .invalidRequest("repeated parameter: \(field.name)")
    }
  }
}

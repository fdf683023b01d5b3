import FoundationEssentials
import Wire

/// A kept token as it stands in its file.
struct TokenRecord {
  let key: TokenCache.Key
  let token: AccessToken

  init(key: TokenCache.Key, token: AccessToken) {
    self.key = key
    self.token = token
  }

  /// - Returns: `nil` when the file is damaged.
  init?(decoding bytes: [UInt8]) {
    guard let json = try? JSONValue(decoding: bytes), let text = json["access_token"]?.string,
      !text.isEmpty, let received = json["received"]?.timestamp, let domain = json["domain"]?.string,
      let clientID = json["client_id"]?.string, let user = json["user"]?.string
    else { return nil }
    key = TokenCache.Key(domain: domain, clientID: clientID, user: user)
    token = AccessToken(
      text, received: received, isNew: true, instanceURL: json["instance_url"]?.string,
      apiInstanceURL: json["api_instance_url"]?.string, scope: json["scope"]?.string,
      identity: json["id"]?.string)
  }

  var bytes: [UInt8] {
    var object: JSONObject = [
      "domain": .string(key.domain), "client_id": .string(key.clientID), "user": .string(key.user),
      "received": JSONValue(token.received.timeIntervalSince1970), "access_token": .string(token.text),
    ]
    object.set("instance_url", token.instanceURL.map { .string($0) })
    object.set("api_instance_url", token.apiInstanceURL.map { .string($0) })
    object.set("scope", token.scope.map { .string($0) })
    object.set("id", token.identity.map { .string($0) })
    return JSONValue.object(object).bytes
  }
}

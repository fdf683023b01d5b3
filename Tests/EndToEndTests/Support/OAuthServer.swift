import FoundationEssentials
import Glibc
import Synchronization
import TestSupport

/// An authorization server of one app and one user, written from the standards and not from our client: RFC 6749,
/// RFC 7523 (signed statements), RFC 7636 (PKCE), RFC 7009 (revocation).
///
/// It looks at all that it must look at, and keeps what it refused. Signatures and digests are OpenSSL's command's.
final class OAuthServer: Sendable {
  struct Rules: Sendable {
    var clientID = "3MVG9.key"
    /// Without it the app is a public client.
    var secret: String?
    var user = "ci@acme.example"
    var publicKey = TestKeys.publicKey
    /// Whether each refresh token is good once.
    var rotates = true
    /// Seconds an access token lives.
    var tokenLife = 1800
    /// The error that the person's browser brings back instead of a code.
    var denial: String?
    /// Whether the person is shown a page, and has to press a button on it.
    var asksForConsent = false
    var scope = "sfap_api api refresh_token"
  }

  private struct Grant: Sendable {
    var redirect: String
    var challenge: String
  }

  private struct Book {
    var grants: [String: Grant] = [:]
    var spent: Set<String> = []
    var refreshTokens: Set<String> = []
    var tokens: Set<String> = []
    var count = 0
    /// Why something was refused.
    var refusals: [String] = []
  }

  private let rules: Mutex<Rules>
  private let book = Mutex(Book())

  init(_ rules: Rules = Rules()) { self.rules = Mutex(rules) }

  /// Why it has refused what it has refused.
  var refusals: [String] { book.withLock { $0.refusals } }
  /// How many tokens it has given out.
  var count: Int { book.withLock { $0.count } }
  /// The refresh tokens that are good.
  var refreshTokens: Set<String> { book.withLock { $0.refreshTokens } }

  func change(_ body: (inout Rules) -> Void) { rules.withLock { body(&$0) } }

  /// Takes every token back.
  func revokeAll() {
    book.withLock {
      $0.tokens = []
      $0.refreshTokens = []
    }
  }

  /// Its answer; `nil` for what is none of its addresses.
  func answer(_ request: WireRequest) -> Turn? {
    let words = request.address.split(separator: " ", maxSplits: 1)
    guard words.count == 2 else { return nil }
    let target = words[1].split(separator: "?", maxSplits: 1)
    let query = Form(target.count == 2 ? target[1] : "")
    switch (words[0], target[0]) {
    case ("POST", "/services/oauth2/token"): return token(request)
    case ("POST", "/services/oauth2/revoke"): return revoke(Form(request.body))
    case ("GET", "/services/oauth2/authorize"):
      return rules.withLock { $0.asksForConsent } ? consentPage() : authorize(query)
    case ("POST", "/services/oauth2/authorize"):
      return authorize(query, isDenied: Form(request.body)["choice"] != "allow")
    case ("GET", "/services/oauth2/userinfo"): return userInfo(request)
    default: return nil
    }
  }
}

/// The fields of a form or a query.
struct Form: Sendable {
  private(set) var fields: [(name: String, value: String)] = []

  init(_ text: some StringProtocol) {
    fields = text.split(separator: "&").map { pair in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      func decoded(_ part: Substring?) -> String {
        Self.decode(Array((part ?? "").utf8))
      }
      return (decoded(Substring(parts[0])), decoded(parts.count == 2 ? Substring(parts[1]) : nil))
    }
  }

  private static func decode(_ bytes: [UInt8]) -> String {
    var decoded: [UInt8] = []
    var rest = bytes[...]
    while let byte = rest.popFirst() {
      let digits = String(decoding: rest.prefix(2), as: UTF8.self)
      if byte == UInt8(ascii: "%"), digits.count == 2, let value = UInt8(digits, radix: 16) {
        decoded.append(value)
        rest = rest.dropFirst(2)
      } else {
        decoded.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
      }
    }
    return String(decoding: decoded, as: UTF8.self)
  }

  subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

  var isRepeating: Bool { Set(fields.map(\.name)).count != fields.count }
}

extension OAuthServer {
  private struct Refusal: Error {
    var error: String
    var why: String
  }

  private struct Claims: Decodable {
    var iss: String, sub: String, aud: String
    var exp: Double
  }

  private struct Header: Decodable {
    var alg: String
  }

  private func refused(_ refusal: Refusal) -> Turn {
    book.withLock { $0.refusals.append("\(refusal.error): \(refusal.why)") }
    return .answer(400, #"{"error":"\#(refusal.error)","error_description":"\#(refusal.why)"}"#)
  }

  private func token(_ request: WireRequest) -> Turn {
    do throws(Refusal) {
      guard request.header("content-type") == "application/x-www-form-urlencoded" else {
        throw Refusal(error: "invalid_request", why: "no form")
      }
      let form = Form(request.body)
      guard !form.isRepeating else { throw Refusal(error: "invalid_request", why: "repeated parameter") }
      switch form["grant_type"] {
      case "urn:ietf:params:oauth:grant-type:jwt-bearer":
        try checkAssertion(form["assertion"] ?? "", host: request.header("host") ?? "")
        return given(refreshToken: nil)
      case "authorization_code":
        try checkClient(form)
        return given(refreshToken: try exchange(form))
      case "refresh_token":
        try checkClient(form)
        return given(refreshToken: try refresh(form["refresh_token"] ?? ""))
      case "client_credentials":
        // Only a client that can keep a secret (RFC 6749 §4.4).
        guard rules.withLock({ $0.secret }) != nil else {
          throw Refusal(error: "unauthorized_client", why: "a public client")
        }
        try checkClient(form)
        return given(refreshToken: nil)
      default: throw Refusal(error: "unsupported_grant_type", why: "grant type not supported")
      }
    } catch {
      return refused(error)
    }
  }

  private func checkClient(_ form: Form) throws(Refusal) {
    let rules = rules.withLock { $0 }
    guard form["client_id"] == rules.clientID else {
      throw Refusal(error: "invalid_client_id", why: "client identifier invalid")
    }
    guard form["client_secret"] == rules.secret else {
      throw Refusal(error: "invalid_client", why: "invalid client credentials")
    }
  }

  /// RFC 7523 §3.
  private func checkAssertion(_ assertion: String, host: String) throws(Refusal) {
    let rules = rules.withLock { $0 }
    let parts = assertion.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, let header: Header = Base64.json(parts[0]), header.alg == "RS256",
      let claims: Claims = Base64.json(parts[1]), let signature = Base64.bytes(parts[2])
    else { throw Refusal(error: "invalid_grant", why: "invalid assertion") }
    guard claims.iss == rules.clientID else {
      throw Refusal(error: "invalid_client_id", why: "client identifier invalid")
    }
    let text = "\(parts[0]).\(parts[1])"
    guard OpenSSL.isSignature(signature, under: text, by: rules.publicKey) else {
      throw Refusal(error: "invalid_grant", why: "invalid assertion")
    }
    guard claims.aud == "http://\(host)" else {
      throw Refusal(error: "invalid_grant", why: "Audience validation failed")
    }
    let now = Date().timeIntervalSince1970
    guard claims.exp > now, claims.exp <= now + 180 else {
      throw Refusal(error: "invalid_grant", why: "assertion is not valid now")
    }
    guard claims.sub == rules.user else {
      throw Refusal(error: "invalid_grant", why: "user hasn't approved this consumer")
    }
  }

  /// RFC 6749 §4.1.3, RFC 7636 §4.6.
  private func exchange(_ form: Form) throws(Refusal) -> String {
    let code = form["code"] ?? ""
    let (grant, wasSpent) = book.withLock { book in
      (book.grants.removeValue(forKey: code), !book.spent.insert(code).inserted)
    }
    guard !wasSpent else {
      // Whoever brings a code again may have stolen it (RFC 6749 §4.1.2).
      revokeAll()
      throw Refusal(error: "invalid_grant", why: "the code was used before")
    }
    guard let grant else { throw Refusal(error: "invalid_grant", why: "invalid authorization code") }
    guard form["redirect_uri"] == grant.redirect else {
      throw Refusal(error: "redirect_uri_mismatch", why: "redirect_uri must match configuration")
    }
    let verifier = form["code_verifier"] ?? ""
    let isForm = 43...128 ~= verifier.utf8.count && verifier.utf8.allSatisfy(Base64.isUnreserved)
    guard isForm, OpenSSL.digest(of: verifier) == grant.challenge else {
      throw Refusal(error: "invalid_grant", why: "invalid code verifier")
    }
    return newRefreshToken()
  }

  /// RFC 6749 §6.
  private func refresh(_ token: String) throws(Refusal) -> String? {
    let rotates = rules.withLock { $0.rotates }
    let isGood = book.withLock { book in
      rotates ? book.refreshTokens.remove(token) != nil : book.refreshTokens.contains(token)
    }
    guard isGood else { throw Refusal(error: "invalid_grant", why: "expired access/refresh token") }
    return rotates ? newRefreshToken() : nil
  }

  private func newRefreshToken() -> String {
    let token = "r3fresh-\(UInt64.random(in: 0...UInt64.max))"
    book.withLock { _ = $0.refreshTokens.insert(token) }
    return token
  }

  private func given(refreshToken: String?) -> Turn {
    let rules = rules.withLock { $0 }
    let token = book.withLock { book in
      book.count += 1
      let token = Documents.webToken(livingFor: rules.tokenLife, subject: "005n\(book.count)")
      book.tokens.insert(token)
      return token
    }
    let refresh = refreshToken.map { #","refresh_token":"\#($0)""# } ?? ""
    return .answer(
      200,
      """
      {"access_token":"\(token)","token_format":"jwt","scope":"\(rules.scope)","token_type":"Bearer",\
      "id":"https://login.salesforce.com/id/00Dxx/005xx"\(refresh)}
      """)
  }

  /// RFC 6749 §4.1.1: whoever is not sent back by the rules is not sent back at all.
  private func authorize(_ query: Form, isDenied: Bool = false) -> Turn {
    let rules = rules.withLock { $0 }
    let redirect = query["redirect_uri"] ?? ""
    let isLoopback = redirect.hasPrefix("http://localhost:") && redirect.hasSuffix("/OauthRedirect")
    guard !query.isRepeating, query["client_id"] == rules.clientID, isLoopback else {
      return refused(Refusal(error: "invalid_request", why: "unknown app or callback"))
    }
    let challenge = query["code_challenge"] ?? ""
    let isChallenge = challenge.utf8.count == 43 && query["code_challenge_method"] == "S256"
    let scopes = Set((query["scope"] ?? "").split(separator: " "))
    guard query["response_type"] == "code", isChallenge, (query["state"] ?? "").utf8.count >= 22,
      scopes.isSuperset(of: ["api", "sfap_api", "refresh_token"])
    else {
      return refused(Refusal(error: "invalid_request", why: "response type, scope, state or challenge"))
    }
    let state = Form.encode(query["state"] ?? "")
    if let denial = isDenied ? "access_denied" : rules.denial {
      return sentBack(to: "\(redirect)?error=\(denial)&error_description=no%3Cb%3Eno&state=\(state)")
    }
    let code = "c0de-\(UInt64.random(in: 0...UInt64.max))"
    book.withLock { $0.grants[code] = Grant(redirect: redirect, challenge: challenge) }
    return sentBack(to: "\(redirect)?code=\(code)&state=\(state)")
  }

  /// A form without an address of its own is sent to that of its page, with the query.
  private func consentPage() -> Turn {
    .answer(
      200,
      """
      <!DOCTYPE html><title>Allow access?</title><form method="post">
      <button name="choice" value="allow">Allow</button><button name="choice" value="deny">Deny</button></form>
      """, type: "text/html; charset=utf-8")
  }

  private func sentBack(to address: String) -> Turn {
    .answer(302, "", headers: ["Location: \(address)"])
  }

  /// RFC 7009.
  private func revoke(_ form: Form) -> Turn {
    let token = form["token"] ?? ""
    let wasGood = book.withLock { $0.tokens.remove(token) != nil || $0.refreshTokens.remove(token) != nil }
    return wasGood ? .answer(200, "") : refused(Refusal(error: "invalid_token", why: "invalid token"))
  }

  private func userInfo(_ request: WireRequest) -> Turn {
    let token = (request.header("authorization") ?? "").dropFirst("Bearer ".count)
    let isGood = book.withLock { $0.tokens.contains(String(token)) }
    return isGood
      ? .answer(200, #"{"user_id":"005xx","active":true}"#)
      : .answer(403, "Bad_OAuth_Token", type: "text/plain")
  }
}

extension Form {
  static func encode(_ text: String) -> String {
    text.utf8.map { byte in
      Base64.isUnreserved(byte)
        ? String(Character(Unicode.Scalar(byte))) : "%\(byte < 16 ? "0" : "")\(String(byte, radix: 16))"
    }.joined()
  }
}

/// Base64 without padding (RFC 4648 §5).
private enum Base64 {
  static func bytes(_ text: some StringProtocol) -> Data? {
    guard text.utf8.allSatisfy({ isUnreserved($0) && $0 != UInt8(ascii: "~") && $0 != UInt8(ascii: ".") })
    else {
      return nil
    }
    let plain = String(text).replacing("-", with: "+").replacing("_", with: "/")
    return Data(base64Encoded: plain + String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4))
  }

  static func json<Value: Decodable>(_ text: some StringProtocol) -> Value? {
    bytes(text).flatMap { try? JSONDecoder().decode(Value.self, from: $0) }
  }

  static func isUnreserved(_ byte: UInt8) -> Bool {
    let isWord = Character(Unicode.Scalar(byte)).isLetter || Character(Unicode.Scalar(byte)).isNumber
    return byte < 0x80 && (isWord || "-._~".utf8.contains(byte))
  }
}

/// What OpenSSL's command says.
private enum OpenSSL {
  static func isSignature(_ signature: Data, under text: String, by publicKey: String) -> Bool {
    guard let folder = try? TemporaryFolder(), let key = try? folder.write(publicKey, to: "key"),
      let file = try? folder.write(Array(signature), to: "signature"),
      let said = try? run(["dgst", "-sha256", "-verify", key, "-signature", file], on: text)
    else { return false }
    return said.contains("Verified OK")
  }

  /// SHA-256 in base64url.
  static func digest(of text: String) -> String? {
    guard let folder = try? TemporaryFolder() else { return nil }
    let file = folder.path + "/digest"
    guard (try? run(["dgst", "-sha256", "-binary", "-out", file], on: text)) != nil,
      let bytes = try? Data(contentsOf: URL(filePath: file))
    else { return nil }
    return bytes.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
      .replacing("=", with: "")
  }

  private static func run(_ words: [String], on text: String) throws -> String {
    var call = Call(words, program: "/usr/bin/openssl")
    call.input = .text(text)
    return try Child(call).finish().output
  }
}

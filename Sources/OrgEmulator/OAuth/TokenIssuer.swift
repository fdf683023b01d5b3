import Digest
import FoundationEssentials
import Wire

/// What a client asks the issuer for.
struct TokenRequest {
  var clientID: String
  var issuer: String
  var apiInstance: String?
  var now: Date
  var lifetime: Duration
  /// Sets two tokens of the same second apart.
  var serial: Int
}

/// A token that was made, and what it is good for.
struct IssuedToken {
  var text: String
  var scope: String
  var isJWT: Bool
}

/// What a token says that the issuer has recognised as its own.
struct TokenFacts: Equatable, Sendable {
  var isJWT: Bool
  var clientID: String
  var scope: String
  var issuedAt: Int
  var expiresAt: Int

  /// The Models REST API wants the scope `sfap_api` (Access Models API with REST, step 1).
  var opensPlatform: Bool { scope.split(separator: " ").contains("sfap_api") }
}

/// Makes access tokens and recognises its own; the key comes from the seed, so an emulator that was started
/// again with the same seed still accepts them.
struct TokenIssuer: Sendable {
  /// Client ids that get another token than a JWT for the whole platform.
  static let opaqueClient = "opaque"
  static let unscopedClient = "no-sfap-scope"

  /// Client ids whose tokens open the platform and not the records of the org.
  enum RecordClient: String {
    case noAPIScope = "no-api-scope"
    case noAPIPermission = "no-api-permission"
    case noRequestsLeft = "no-api-requests"
  }

  static func client(_ client: RecordClient) -> String { client.rawValue }

  private let key: HMACSHA256
  private let seed: UInt64

  init(seed: UInt64) {
    self.seed = seed
    key = HMACSHA256(key: SHA256.digest(of: Array("pretend org \(seed)".utf8)))
  }

  func token(_ request: TokenRequest) -> IssuedToken {
    guard request.clientID != Self.opaqueClient else {
      return IssuedToken(text: opaque(request), scope: "api", isJWT: false)
    }
    let scope = Self.scope(of: request.clientID)
    let content = JSONWebToken(request, scope: scope, seed: seed).signingInput
    return IssuedToken(text: "\(content).\(signature(of: content))", scope: scope, isJWT: true)
  }

  private static func scope(of client: String) -> String {
    switch client {
    case unscopedClient: "api"
    case Self.client(.noAPIScope): "sfap_api"
    default: "sfap_api api"
    }
  }

  /// A stamp under an answer, in base64.
  func stamp(_ text: String) -> String {
    Data(code(for: text)).base64EncodedString()
  }

  /// What an own token says; `nil` for any other.
  func facts(of token: String) -> TokenFacts? {
    guard let end = token.lastIndex(of: ".") else { return opaqueFacts(of: token) }
    let content = String(token[..<end])
    guard token[token.index(after: end)...] == signature(of: content) else { return opaqueFacts(of: token) }
    return JSONWebToken.facts(of: content)
  }

  // As long as an RS256 signature with a 2048-bit key; nobody but this org can check it.
  private func signature(of content: String) -> String {
    Base64URL.encode(Data((0..<8).flatMap { code(for: "\($0)\(content)") }))
  }

  private func code(for text: String) -> [UInt8] {
    key.code(for: Array(text.utf8))
  }
}

extension TokenIssuer {
  private static let opaquePrefix = "\(Identity.organization.prefix(15))!AQ"

  private func opaque(_ request: TokenRequest) -> String {
    let issued = Int(request.now.timeIntervalSince1970)
    let terms = "\(issued).\(issued + Int(request.lifetime.components.seconds)).\(request.serial)"
    let word = Base64URL.encode(Data(terms.utf8)).replacing("-", with: ".")
    return "\(Self.opaquePrefix)\(word)\(opaqueStamp(word))"
  }

  private func opaqueStamp(_ word: some StringProtocol) -> String {
    String(Base64URL.encode(Data(code(for: "opaque \(word)"))).replacing("-", with: ".").prefix(40))
  }

  private func opaqueFacts(of token: String) -> TokenFacts? {
    guard token.hasPrefix(Self.opaquePrefix) else { return nil }
    let rest = token.dropFirst(Self.opaquePrefix.count)
    let word = rest.dropLast(40)
    guard rest.suffix(40) == opaqueStamp(word), let terms = Base64URL.decode(word.replacing(".", with: "-"))
    else {
      return nil
    }
    let numbers = String(decoding: terms, as: UTF8.self).split(separator: ".").compactMap { Int($0) }
    guard numbers.count == 3 else { return nil }
    return TokenFacts(
      isJWT: false, clientID: Self.opaqueClient, scope: "api", issuedAt: numbers[0], expiresAt: numbers[1])
  }
}

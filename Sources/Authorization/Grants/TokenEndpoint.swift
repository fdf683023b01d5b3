package import FoundationEssentials
import HTTPTypes
package import Wire

/// The org's own host, asked for tokens and told to forget them.
package struct TokenEndpoint: Sendable {
  /// Bytes; a token answer has about two thousand.
  private static let longestAnswer = 1 << 20

  /// The org's My Domain.
  package let domain: BaseURL
  private let service: any HTTPService
  private let retrying: RetryLoop
  private let now: @Sendable () -> Date

  /// - Parameter domain: the org's My Domain.
  package init(
    domain: BaseURL, service: any HTTPService, retrying: RetryLoop, now: @escaping @Sendable () -> Date
  ) {
    self.domain = domain
    self.service = service
    self.retrying = retrying
    self.now = now
  }

  /// A token for a grant's form.
  ///
  /// - Throws: ``AuthorizationFailure``, inside `RetriesExhausted` where there were several attempts.
  func token(for form: FormFields) async throws -> AccessToken {
    let (head, body) = try await answer("/services/oauth2/token", form)
    guard let json = try? JSONValue(decoding: body), let text = json["access_token"]?.string, !text.isEmpty
    else { throw failure(head, body) }
    let token = AccessToken(
      text, received: now(), isNew: true, instanceURL: json["instance_url"]?.string,
      apiInstanceURL: json["api_instance_url"]?.string, scope: json["scope"]?.string,
      identity: json["id"]?.string)
    guard !token.isSessionID, json["token_format"]?.string != "opaque" else {
      throw AuthorizationFailure.opaqueToken
    }
    return token
  }

  /// Makes a token worthless at once (Salesforce Help, "Revoke OAuth Tokens").
  ///
  /// - Throws: ``AuthorizationFailure``, inside `RetriesExhausted` where there were several attempts.
  package func revoke(_ token: AccessToken) async throws {
    _ = try await answer("/services/oauth2/revoke", FormFields([("token", token.text)]))
  }

  private func answer(_ path: String, _ form: FormFields) async throws -> (HTTPResponse, [UInt8]) {
    guard domain.isSafeForSecrets else { throw AuthorizationFailure.unsafeDestination(domain) }
    return try await retrying.perform { try await attempt(path, form) }
  }

  private func attempt(_ path: String, _ form: FormFields) async throws -> (HTTPResponse, [UInt8]) {
    var request = domain.addressing(HTTPRequest(method: .post, scheme: nil, authority: nil, path: path))
    request.headerFields[.contentType] = FormFields.contentType
    request.headerFields[.accept] = "application/json"
    let (head, body) = try await exchange(request, form)
    guard head.status.kind == .successful else { throw failure(head, body) }
    return (head, body)
  }

  private func exchange(_ request: HTTPRequest, _ form: FormFields) async throws -> (HTTPResponse, [UInt8]) {
    do {
      var reply = try await service.respond(to: request, body: form.bytes)
      return (reply.head, try await reply.body.collect(upTo: Self.longestAnswer))
    } catch let failure as HTTPFailure {
      throw AuthorizationFailure.unreachable(failure, domain: domain)
    }
  }

  private func failure(_ head: HTTPResponse, _ body: [UInt8]) -> AuthorizationFailure {
    let isTelling = FailureClass(status: head.status.code)?.saysMoreThanBody ?? false
    if !isTelling, let refusal = OAuthRefusal(body) { return .refused(refusal, domain: domain) }
    let answer = UnexpectedAnswer(
      status: head.status.code, location: head.headerFields[.location], excerpt: excerpt(head, body),
      retryAfter: RetryAfter.parse(head.headerFields[.retryAfter], now: now()))
    return .unexpectedAnswer(answer, domain: domain)
  }

  /// The beginning of an answer that may hold a token after all, in a form we do not know.
  private func excerpt(_ head: HTTPResponse, _ body: [UInt8]) -> String? {
    let start = String(decoding: body.prefix(4096), as: UTF8.self)
    let shown = Redaction().body(Array(start.utf8), contentType: head.headerFields[.contentType])
    return Wire.excerpt(of: Array(shown.utf8))
  }
}

extension FailureClass {
  /// Whether a status tells more than what stands in the body: the org is not itself at the moment.
  fileprivate var saysMoreThanBody: Bool {
    switch self {
    case .throttled, .quota, .busy, .unavailable, .internalError, .serverError: true
    case .rejected, .tooLarge, .notFound, .clientError, .redirected, .unauthorized, .forbidden, .unknownHost,
      .untrustedCertificate, .unreachable, .connectTimedOut, .cutOff, .timedOut, .malformed, .notSent:
      false
    }
  }
}

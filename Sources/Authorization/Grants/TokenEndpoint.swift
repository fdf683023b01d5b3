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
    try await answer(for: form).token
  }

  /// A token for a grant's form, with what comes beside it.
  ///
  /// - Parameter isRepeatable: whether the form is good for more than one request.
  /// - Throws: ``AuthorizationFailure``, inside `RetriesExhausted` where there were several attempts.
  func answer(for form: FormFields, isRepeatable: Bool = true) async throws -> TokenAnswer {
    let (head, body) = try await answer(
      to: form, at: "/services/oauth2/token", isRepeatable: isRepeatable)
    guard let json = try? JSONValue(decoding: body), let text = json["access_token"]?.string, !text.isEmpty
    else { throw failure(head, body) }
    let token = AccessToken(
      text, received: now(), isNew: true, instanceURL: json["instance_url"]?.string,
      apiInstanceURL: json["api_instance_url"]?.string, scope: json["scope"]?.string,
      identity: json["id"]?.string)
    guard !token.isSessionID, json["token_format"]?.string != "opaque" else {
      throw AuthorizationFailure.opaqueToken
    }
    let refreshToken = json["refresh_token"]?.string
    return TokenAnswer(token: token, refreshToken: refreshToken?.isEmpty == false ? refreshToken : nil)
  }

  /// Makes a token worthless at once (Salesforce Help, "Revoke OAuth Tokens").
  ///
  /// - Throws: ``AuthorizationFailure``, inside `RetriesExhausted` where there were several attempts.
  package func revoke(_ token: AccessToken) async throws {
    try await revoke(token.text)
  }

  /// The same for a refresh token, and for all access tokens that it got.
  ///
  /// - Throws: ``AuthorizationFailure``, inside `RetriesExhausted` where there were several attempts.
  package func revoke(_ token: String) async throws {
    _ = try await answer(to: FormFields([("token", token)]), at: "/services/oauth2/revoke")
  }

  /// Asks the org whom the token speaks for, which it tells of tokens alone that it still takes (OpenID Connect §5.3).
  ///
  /// - Throws: ``AuthorizationFailure/rejectedToken(domain:said:)`` for one that was revoked, or another
  ///   ``AuthorizationFailure``, inside `RetriesExhausted` where there were several attempts.
  package func check(_ token: AccessToken) async throws {
    let request = HTTPRequest(
      method: .get, scheme: nil, authority: nil, path: "/services/oauth2/userinfo",
      headerFields: [.authorization: "Bearer \(token.text)", .accept: "application/json"])
    _ = try await answer(to: request, []) { head, body in
      guard [401, 403].contains(head.status.code) else { return failure(head, body) }
      return .rejectedToken(domain: domain, said: excerpt(head, body))
    }
  }

  private func answer(
    to form: FormFields, at path: String, isRepeatable: Bool = true
  ) async throws -> (HTTPResponse, [UInt8]) {
    let request = HTTPRequest(
      method: .post, scheme: nil, authority: nil, path: path,
      headerFields: [.contentType: FormFields.contentType, .accept: "application/json"])
    return try await answer(to: request, form.bytes, isRepeatable: isRepeatable) { head, body in
      let failure = failure(head, body)
      return form["assertion"] == nil ? failure : failure.explained(by: head.headerFields[.date], now: now())
    }
  }

  /// - Parameter failure: what an answer means that is no success.
  private func answer(
    to request: HTTPRequest, _ body: [UInt8], isRepeatable: Bool = true,
    _ failure: (HTTPResponse, [UInt8]) -> AuthorizationFailure
  ) async throws -> (HTTPResponse, [UInt8]) {
    guard domain.isSafeForSecrets else { throw AuthorizationFailure.unsafeDestination(domain) }
    let request = domain.addressing(request)
    return try await retrying.perform(isRepeatable: isRepeatable) {
      let (head, body) = try await exchange(request, body)
      guard head.status.kind == .successful else { throw failure(head, body) }
      return (head, body)
    }
  }

  private func exchange(_ request: HTTPRequest, _ body: [UInt8]) async throws -> (HTTPResponse, [UInt8]) {
    do {
      var reply = try await service.respond(to: request, body: body)
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

extension AuthorizationFailure {
  /// How far the org's clock and ours may be apart: a signed statement is good for as long after it was made as it takes.
  private static let tolerance: TimeInterval = 60

  /// The refusal of a statement that says until when it is good: whoever has another time than the org made it in vain.
  ///
  /// - Parameter date: what the answer says of the time, as HTTP writes it.
  fileprivate func explained(by date: String?, now: Date) -> AuthorizationFailure {
    guard case .refused(var refusal, let domain) = self, refusal.cause.mayBeOfTime,
      let there = date.flatMap(Date.init(httpDate:)), abs(there.timeIntervalSince(now)) > Self.tolerance
    else { return self }
    refusal.cause = .wrongClock
    return .refused(refusal, domain: domain)
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

import FoundationEssentials
import ModelsAPI
import Transport
import Wire

extension FailureExamples {
  static let refusals = FailureExamples(
    "The service refuses a request",
    "A status in parentheses is the service's; its own sentence and the request's id follow where it sends them.",
    RefusalCause.examples.map(ModelsFailure.refused)
      + [400, 401, 403, 404, 409, 413, 422, 423, 429, 500, 502, 503, 504].map {
        ModelsFailure.refused(Refusal(status: $0))
      } + [
        ModelsFailure.refused(Refusal(status: 404, model: "MODEL")),
        ModelsFailure.refused(Refusal(status: 401, scheme: "API_KEY")),
        ModelsFailure.refused(Refusal(status: 403, errorCode: "REQUEST_LIMIT_EXCEEDED")),
        ModelsFailure.refused(Refusal(status: 429, retryAfter: .seconds(300))),
        ModelsFailure.redirected(status: 302, location: "https://OTHER/", requestID: nil),
        ModelsFailure.redirected(status: 302, location: "/PATH", requestID: nil),
        ModelsFailure.redirected(status: 302, location: nil, requestID: nil),
        unsupported(.setting(.temperature), .modelsREST), unsupported(.stream, .modelsREST),
        unsupported(.embeddings, .modelsREST), unsupported(.plugins, .modelsREST),
        unsupported(.localeProbability, .gateway),
        unsupported(.conversationAsCompletion, .gatewayCompletions),
      ])

  static let answers = FailureExamples(
    "An answer that cannot be used", "",
    [
      ModelsFailure.notJSON(JSONError(.unexpectedEnd, at: 1), requestID: nil),
      ModelsFailure.otherShape(missing: "generation", requestID: nil),
      ModelsFailure.wrongNumberOfEmbeddings(expected: 16, received: 15, requestID: nil),
      ModelsFailure.unequalDimensions([2, 3], requestID: nil),
      ModelsFailure.unusableEmbedding(.empty, requestID: nil),
      ModelsFailure.unusableEmbedding(.outOfRange, requestID: nil),
      ModelsFailure.unusableEmbedding(.index("0.5"), requestID: nil),
      ModelsFailure.brokenStream(Refusal(status: 200)), ModelsFailure.cutStream(requestID: nil),
      brokenFrame(.wrongPreludeChecksum), brokenFrame(.wrongChecksum),
      brokenFrame(.wrongLengths(total: 8, headers: 4)), brokenFrame(.tooLong(limit: 16 << 20)),
      brokenFrame(.malformedHeaders), CommandFailure.unfitAnswer(["/NAME: is a string, not an integer"]),
      CommandFailure.unsafeAnswer(["CATEGORY is 0.9"]), CommandFailure.noCodeBlock(nil, languages: []),
      CommandFailure.noCodeBlock("LANGUAGE", languages: ["OTHER"]),
    ])

  static let modelList = FailureExamples(
    "The list of the org's models",
    "What `sfmodels models --remote` and `/v1/models` of `serve` ask the org for.",
    [401, 403, 404].map { ModelListFailure.refused(Refusal(status: $0)) })

  private static func brokenFrame(_ fault: EventStreamError) -> ModelsFailure {
    .brokenFrame(fault, requestID: nil)
  }

  private static func unsupported(
    _ feature: Unsupported.Feature, _ endpoints: Unsupported.Endpoints
  ) -> ModelsFailure {
    .unsupported([Unsupported(feature, in: endpoints)])
  }

  static let network = FailureExamples(
    "The network", "",
    [
      HTTPFailure(.name, .unknownHost, peer: "HOST"), HTTPFailure(.connection, .refused, peer: "HOST"),
      HTTPFailure(.connection, .unreachable, peer: "HOST"),
      HTTPFailure(.connection, .timedOut, peer: "HOST"), HTTPFailure(.answer, .timedOut, peer: "HOST"),
      HTTPFailure(.request, .closed, peer: "HOST"), HTTPFailure(.answer, .closed, peer: "HOST"),
      HTTPFailure(.answer, .malformed, peer: "HOST"),
      HTTPFailure(.answer, .tooLarge(limit: 64 << 20), peer: "HOST"),
      HTTPFailure(.answer, .other, peer: "HOST"), HTTPFailure(.proxy, .unknownHost, peer: "PROXY"),
      HTTPFailure(.proxy, .refused, peer: "PROXY"), HTTPFailure(.proxy, .malformed, peer: "PROXY"),
      HTTPFailure(.proxy, .timedOut, peer: "PROXY"), HTTPFailure(.proxy, .closed, peer: "PROXY"),
      TransportError.unusableProxy(variable: "HTTPS_PROXY", .malformed),
      TransportError.unusableProxy(variable: "HTTPS_PROXY", .unsupportedScheme("SCHEME")),
      TransportError.unusableProxy(variable: "HTTPS_PROXY", .credentialsTooLong(limit: 255)),
      TransportError.unusableAddress("ADDRESS"),
    ])

  static let certificates = FailureExamples(
    "Certificates", "",
    [
      untrusted(.expired(day, now: nextDay)), untrusted(.notYetValid(nextDay, now: day)),
      untrusted(.otherName(["OTHER"])), untrusted(.otherName([])), untrusted(.selfSigned),
      untrusted(.unknownIssuer("NAME")), untrusted(.unknownIssuer(nil)), disagreement(.notTLS),
      disagreement(.notTLS, .proxy), disagreement(.oldVersion), disagreement(.certificateRequired),
      disagreement(.certificateRefused), disagreement(.handshakeRefused),
      HTTPFailure(.security, .other, peer: "HOST"),
      TransportError.unreadableCertificate(path: "FILE", .authorities, detail: "REASON"),
      TransportError.unreadableCertificate(
        path: "FILE", .environment(variable: "SSL_CERT_FILE"), detail: "REASON"),
      TransportError.unreadableCertificate(path: "FILE", .client, detail: "REASON"),
      TransportError.unusableCertificates(detail: "REASON"),
      TransportError.unreadableKey(path: "FILE", detail: "REASON"),
      CommandFailure.certificateWithoutKey,
    ])

  private static let day = Date(timeIntervalSince1970: 1_767_225_600)
  private static let nextDay = day.addingTimeInterval(86_400)

  private static func untrusted(_ fault: CertificateFault) -> HTTPFailure {
    HTTPFailure(.security, .untrustedCertificate(fault), peer: "HOST")
  }

  private static func disagreement(
    _ fault: TLSFault, _ stage: HTTPFailure.Stage = .security
  ) -> HTTPFailure {
    HTTPFailure(stage, .noAgreement(fault), peer: stage == .proxy ? "PROXY" : "HOST")
  }
}

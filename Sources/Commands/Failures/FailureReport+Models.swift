import ModelsAPI
import Wire

extension FailureReport {
  init(_ fault: FallbackFault) {
    switch fault {
    case .itself(let model):
      self.init(
        .usage, "'\(model)' cannot be its own fallback", hint: "name another model: --fallback, fallback.NAME"
      )
    case .circle(let models):
      let way = models.map(\.text).joined(separator: " → ")
      self.init(
        .usage, "the fallbacks of '\(models[0])' lead back to it: \(way)",
        hint: "'sfmodels config list' shows all of them")
    case .makesVectors(let model):
      self.init(
        .usage, "'\(model)' makes vectors and can have no fallback, or be one",
        hint: "vectors of two models cannot be compared")
    }
  }

  init(_ failure: ModelsFailure) {
    switch failure {
    case .refused(let refusal):
      self.init(refusal)
    case .redirected(let status, let location, let requestID):
      self.init(
        for: failure.failureClass,
        "the service redirects to \(Self.target(of: location)), which is not followed",
        hint: "check the host: --base-url, SFMODELS_BASE_URL")
      self.status = status
      self.requestID = requestID
    case .notJSON(let error, let requestID):
      self.init(for: failure.failureClass, "the service's answer is no JSON: \(error)", hint: Self.seeAnswer)
      self.requestID = requestID
    case .otherShape(let missing, let requestID):
      self.init(
        for: failure.failureClass, "the service's answer is not what the documents promise: no \(missing)",
        hint: Self.seeAnswer)
      self.requestID = requestID
    case .wrongNumberOfEmbeddings(let expected, let received, let requestID):
      self.init(
        for: failure.failureClass, "the service sent \(received) vectors for \(expected) texts",
        hint: "try a smaller --batch-size")
      self.requestID = requestID
    case .unequalDimensions(let dimensions, let requestID):
      let numbers = dimensions.sorted().map(String.init).joined(separator: ", ")
      self.init(
        for: failure.failureClass, "the service sent vectors of unequal dimensions (\(numbers))",
        hint: Self.seeAnswer)
      self.requestID = requestID
    case .unusableEmbedding(let fault, let requestID):
      self.init(
        for: failure.failureClass, "the service sent \(Self.words(for: fault))", hint: Self.seeAnswer)
      self.requestID = requestID
    case .brokenStream(let refusal):
      self.init(refusal)
      message = "the service failed in the middle of its answer"
      // The status was a success, and says nothing now.
      status = nil
    case .brokenFrame(let fault, let requestID):
      self.init(for: failure.failureClass, "the service sent \(Self.words(for: fault))", hint: "try again")
      self.requestID = requestID
    case .cutStream(let requestID):
      self.init(for: failure.failureClass, "the answer was cut off before its end", hint: "try again")
      self.requestID = requestID
    case .unsupported(let settings):
      self.init(unsupported: settings)
    }
  }

  private static func words(for fault: UnusableEmbedding) -> String {
    switch fault {
    case .empty: "a vector without numbers"
    case .outOfRange: "a vector with a number that no 32-bit float can hold"
    case .index(let index): "a vector whose index is no whole number: \(index)"
    }
  }

  private static func words(for fault: EventStreamError) -> String {
    switch fault {
    case .wrongPreludeChecksum, .wrongChecksum: "a frame whose checksum is wrong"
    case .wrongLengths(let total, let headers): "a frame of \(total) bytes with \(headers) bytes of headers"
    case .tooLong(let limit): "a frame of more than \(limit) bytes"
    case .malformedHeaders: "a frame whose headers are malformed"
    }
  }

  private init(unsupported limits: [Unsupported]) {
    let features = limits.map(\.feature.words).joined(separator: ", ")
    let api = limits.first?.endpoints.api.title ?? "API"
    if let feature = limits.first?.feature, let capability = feature.capability {
      self.init(.usage, "the \(api) has no \(feature.words)", hint: Self.wayOut(to: capability))
      return
    }
    switch limits.first?.endpoints.wayOut {
    case .configuredModel(let other):
      self.init(
        .usage, "the \(api) has no such setting: \(features)",
        hint:
          "give the setting to a custom-configured model in Einstein Studio and use that model's name, or use the \(other.title) (--api \(other.word))"
      )
    case .anotherAPI(let other):
      self.init(
        .usage, "the \(api) cannot do this: \(features)",
        hint: "leave it out, or use --api \(other.word)")
    case .conversation:
      self.init(
        .usage, "the \(api) cannot do this when it continues a text: \(features)",
        hint: "leave out --completion")
    case nil:
      self.init(.usage, "the \(api) cannot do this")
    }
  }

  private static func wayOut(to capability: API.Capability) -> String? {
    API.first(with: capability).map { other in
      // The commands for these choose an API by themselves.
      let isChosen = capability == .plugins || capability == .batches
      return "\(isChosen ? "leave out --api, or " : "")use --api \(other.name.word)"
    }
  }

  private static let seeAnswer = "see the whole answer with --verbose; is --base-url the right host?"

  private init(_ refusal: Refusal) {
    self.init(for: refusal.failureClass, Self.message(for: refusal), hint: Self.hint(for: refusal))
    status = refusal.status
    code = refusal.errorCode
    messageCode = refusal.messageCode
    requestID = refusal.requestID
    let targets = refusal.targets.map { target in
      "\(target.type.map { "\($0.lowercased()) " } ?? "")\(target.reference)"
    }
    let said = [refusal.message] + (targets.isEmpty ? [] : ["[\(targets.joined(separator: ", "))]"])
    self.said = said.contains { $0 != nil } ? said.compactMap { $0 }.joined(separator: " ") : nil
  }

  private static func message(for refusal: Refusal) -> String {
    if let cause = RefusalCause(refusal) { return cause.message }
    return switch refusal.failureClass {
    case .notFound:
      refusal.model.map { "the org has no model '\($0)'" } ?? "the service has nothing at this address"
    case .tooLarge: "the request is too large for the service"
    case .unauthorized:
      refusal.isOfKey ? "the service does not accept the API key" : "the service does not accept the token"
    case .forbidden: "the org does not permit this request"
    case .throttled: "the rate limit is reached"
    case .quota: "the quota is used up"
    case .busy: "the service is busy"
    case .unavailable: "the service is not available"
    case .internalError: "the service failed"
    case .rejected, .clientError, .redirected, .serverError, .unknownHost, .untrustedCertificate,
      .unreachable,
      .connectTimedOut, .cutOff, .timedOut, .malformed, .notSent:
      "the service refused the request"
    }
  }

  private static func hint(for refusal: Refusal) -> String? {
    if let cause = RefusalCause(refusal) { return cause.hint(refusal.model) }
    return switch refusal.failureClass {
    case .unauthorized where refusal.isOfKey:
      "is SFMODELS_API_KEY whole, or the key of the profile, and a key of this LLM Gateway? Without either a token of the org is used"
    case .unauthorized:
      "the app must issue JSON Web Tokens and have the scope sfap_api: Setup › External Client App Manager › the app › Settings › OAuth Settings, and Policies; then 'sfmodels auth login'"
    case .forbidden:
      "the app's Run As user needs access to generative AI, and the model must be enabled for the org"
    case .notFound where refusal.model == nil:
      "this host may not offer it: another is given with --base-url"
    case .notFound:
      "list the models with 'sfmodels models --remote'; an opaque token, a wrong host and a host that does not offer this endpoint give the same answer: 'sfmodels auth status --check'"
    case .throttled: wait(for: refusal) ?? "wait, send less at once, or ask for a higher limit"
    case .quota: wait(for: refusal) ?? "wait until it is renewed, or ask for a higher limit"
    case .busy, .unavailable: "try again later"
    case .rejected, .tooLarge, .clientError, .redirected, .internalError, .serverError, .unknownHost,
      .untrustedCertificate, .unreachable, .connectTimedOut, .cutOff, .timedOut, .malformed, .notSent:
      nil
    }
  }

  private static func wait(for refusal: Refusal) -> String? {
    refusal.retryAfter.map { "the service asks to wait \($0.roundedSeconds) s" }
  }
}

extension Refusal {
  /// Whether the request had a key of the LLM Gateway and no token.
  fileprivate var isOfKey: Bool { scheme?.uppercased() == "API_KEY" }
}

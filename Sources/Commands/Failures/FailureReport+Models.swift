import ModelsAPI
import Wire

extension FailureReport {
  init(_ failure: ModelsFailure) {
    switch failure {
    case .refused(let refusal):
      self.init(refusal)
    case .redirected(let status, let location, let requestID):
      self.init(
        .failed, "the service redirects to \(location ?? "nowhere"), which is not followed",
        hint: "check the host: --base-url, SFMODELS_BASE_URL")
      self.status = status
      self.requestID = requestID
    case .notJSON(let error, let requestID):
      self.init(.failed, "the service's answer is no JSON: \(error)", hint: Self.seeAnswer)
      self.requestID = requestID
    case .otherShape(let missing, let requestID):
      self.init(
        .failed, "the service's answer is not what the documents promise: no \(missing)", hint: Self.seeAnswer
      )
      self.requestID = requestID
    case .wrongNumberOfEmbeddings(let expected, let received, let requestID):
      self.init(
        .failed, "the service sent \(received) vectors for \(expected) texts",
        hint: "try a smaller --batch-size")
      self.requestID = requestID
    case .unequalDimensions(let dimensions, let requestID):
      let numbers = dimensions.sorted().map(String.init).joined(separator: ", ")
      self.init(.failed, "the service sent vectors of unequal dimensions (\(numbers))", hint: Self.seeAnswer)
      self.requestID = requestID
    case .brokenStream(let refusal):
      self.init(refusal)
      message = "the service failed in the middle of its answer"
      // The status was a success, and says nothing now.
      status = nil
    case .cutStream(let requestID):
      self.init(.unavailable, "the answer was cut off before its end", hint: "try again")
      self.requestID = requestID
    case .unsupported(let settings):
      self.init(unsupported: settings)
    }
  }

  private init(unsupported settings: [Unsupported]) {
    if let endpoint = settings.first(where: { [.plugins, .batches].contains($0.feature) }) {
      self.init(
        .usage, "the Models REST API has no \(endpoint.feature.words)",
        hint: "leave out --api, or use --api llmg")
      return
    }
    let options = settings.map(\.feature.words).joined(separator: ", ")
    switch settings.first?.api {
    case .gateway:
      self.init(
        .usage, "the LLM Gateway cannot do this: \(options)", hint: "leave it out, or use --api models")
    case .gatewayCompletions:
      self.init(
        .usage, "the LLM Gateway cannot do this when it continues a text: \(options)",
        hint: "leave out --completion")
    case .modelsREST, nil:
      self.init(
        .usage, "the Models REST API has no such setting: \(options)",
        hint:
          "give the setting to a custom-configured model in Einstein Studio and use that model's name, or use the LLM Gateway (--api llmg)"
      )
    }
  }

  private static let seeAnswer = "see the whole answer with --verbose; is --base-url the right host?"

  private init(_ refusal: Refusal) {
    self.init(Self.exit(for: refusal.status), Self.message(for: refusal), hint: Self.hint(for: refusal))
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

  private static func exit(for status: Int) -> ExitStatus {
    switch status {
    case 401, 403: .notSignedIn
    case 429: .rateLimited
    case 408, 423, 502, 503, 504: .unavailable
    default: .failed
    }
  }

  // The service reuses its codes (403 and 423 say NOT_FOUND), so the status decides.
  private static func message(for refusal: Refusal) -> String {
    switch refusal.status {
    case 400 where refusal.messageCode == "E30036":
      "the prompt is too long for an org that masks personal data"
    case 400: "the service refused the request"
    case 401: "the service does not accept the token"
    case 403: "the org does not permit this request"
    case 404:
      refusal.model.map { "the org has no model '\($0)'" } ?? "the service has nothing at this address"
    case 413: "the request is too large for the service"
    case 423: "the service is busy"
    case 429: "the rate limit is reached"
    case 500: "the service failed"
    case 502, 503, 504: "the service is not available"
    default: "the service refused the request"
    }
  }

  private static func hint(for refusal: Refusal) -> String? {
    switch refusal.status {
    case 400 where refusal.messageCode == "E30036":
      "this is a limit of about 440,000 characters, whatever the message says of tokens; send less text at once"
    case 401:
      "the app must issue JSON Web Tokens and have the scope sfap_api: Setup › External Client App Manager › the app › Settings › OAuth Settings, and Policies; then 'sfmodels auth login'"
    case 403: "the app's Run As user needs access to generative AI, and the model must be enabled for the org"
    case 404 where refusal.model == nil: "this host may not offer it: another is given with --base-url"
    case 404:
      "is the name right and the model enabled in Einstein Studio? An opaque token, a wrong host and a host that does not offer this endpoint give the same answer: 'sfmodels auth status --check'"
    case 429:
      refusal.retryAfter.map { "the service asks to wait \($0.roundedSeconds) s" }
        ?? "wait, send less at once, or ask for a higher limit"
    case 423, 502, 503, 504: "try again later"
    default: nil
    }
  }
}

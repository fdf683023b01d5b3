import Compression
import FoundationEssentials
import Wire

extension AnthropicError {
  /// - Parameter requestID: the answer's `request-id`.
  init(_ failure: ServerError, requestID: String) {
    self.init(failure)
    self.requestID = requestID
  }

  init(_ failure: ServerError) {
    switch failure {
    case .invalid(let sentence, _): self.init(400, sentence)
    case .unsupported(let parameters, let wayOut):
      self.init(400, "Not possible with this server: \(parameters.joined(separator: ", ")). \(wayOut)")
    case .noMemory(let parameter): self.init(noMemory: parameter)
    case .unknownModel(let name, let available): self.init(unknownModel: name, available)
    case .unknownPath(let path, let meant):
      let hint = meant.map { "; did you mean \($0)?" } ?? ""
      self.init(
        404,
        "There is nothing at \(path). Anthropic's API is under /anthropic/v1, which makes the base URL /anthropic\(hint)"
      )
    case .wrongMethod(let allowed):
      self.init(405, "This path answers \(allowed.joined(separator: " or ")) only")
    case .unreadable(let status): self.init(status, ServerError.fault(status))
    case .wrongContentType(let type):
      self.init(415, "content-type: the body must be application/json, not \(type)")
    case .wrongContentCoding(let coding):
      self.init(415, "content-encoding: \(coding) is not known here; \(ContentCoding.names) are")
    case .missingKey: self.init(401, "x-api-key header is required")
    case .wrongKey: self.init(401, "invalid x-api-key")
    case .expiredKey(let end):
      self.init(401, "x-api-key has expired: it counted until \(end.formatted(.iso8601))")
    case .adminOnly: self.init(403, "x-api-key is not an admin's")
    case .hiddenModel(let name): self.init(404, "model: \(name)")
    case .rateLimited(let excess): self.init(429, excess.sentence)
    case .spentBudget(let budget): self.init(429, budget.sentence)
    case .forbiddenOrigin(let origin):
      self.init(
        403, "Pages of \(origin) may not use this server." + ServerError.option(allowingOrigin: origin))
    case .forbiddenHost(let host):
      self.init(403, "This server is not known as \(host)." + ServerError.option(allowingHost: host))
    case .crossSite:
      self.init(
        403,
        "Pages of other sites may not use this server without saying which they are."
          + " To allow one, start it with --allow-origin ORIGIN")
    case .busy: self.init(503, "Too many requests are being answered; try again in a moment")
    case .upstream(let failure): self.init(failure)
    }
  }

  /// SDKs that prefer to send only what is new know by the code that they must send everything.
  private init(noMemory parameter: String) {
    self.init(400, "\(parameter): this server keeps no conversations. Send the whole of it.")
    details = ["error_code": "thread_unsupported_request", "unsupported": [.string(parameter)]]
  }

  private init(unknownModel name: String, _ available: [String]) {
    self.init(400, "model: \(name) is not known")
    guard !available.isEmpty else { return }
    message += "; known are \(available.joined(separator: ", "))"
    details["available_models"] = .array(available.map { .string($0) })
  }

  private init(_ failure: UpstreamFailure) {
    self.init(failure.status, failure.message)
    details.set("upstream_request_id", failure.requestID.map { .string($0) })
  }
}

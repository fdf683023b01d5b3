import Compression
import FoundationEssentials
import HTTPTypes
import Wire

/// A failure as OpenAI's API would tell it: https://platform.openai.com/docs/guides/error-codes
struct OpenAIError {
  var status: Int
  var message: String
  var type = "invalid_request_error"
  var parameter: String?
  var code: String?
  /// What the seed of this API adds to OpenAI's own fields.
  var details: JSONObject?

  var reply: HTTPReply {
    HTTPReply(HTTPResponse.Status(code: status), contentType: "application/json", body)
  }

  /// `{"error": …}`
  var body: [UInt8] {
    var writer = JSONWriter()
    write(to: &writer)
    return writer.bytes
  }

  func write(to writer: inout JSONWriter) {
    writer.object { body in
      body.object("error") { error in
        error.member("message", message)
        error.member("type", type)
        error.member("param", parameter)
        error.member("code", code)
        guard let details else { return }
        error.name("details")
        error.value(.object(details))
      }
    }
  }
}

extension OpenAIError {
  init(_ failure: ServerError) {
    switch failure {
    case .invalid(let message, let parameter):
      self.init(status: 400, message: message, parameter: parameter)
    case .unsupported(let parameters, let wayOut):
      self.init(unsupported: parameters, wayOut: wayOut)
    case .noMemory(let parameter):
      self.init(
        status: 400, message: "'\(parameter)': this server keeps no conversations. Send the whole of it.",
        parameter: parameter, code: "unsupported_parameter")
    case .unknownModel(let name, let available):
      self.init(status: 400, message: "Invalid model: \(name)", parameter: "model", code: "invalid_model")
      details = ["available_models": .array(available.map { .string($0) })]
    case .unknownPath(let path, let meant):
      let hint = meant.map { " Did you mean \($0)? Clients add it to their base URL by themselves." } ?? ""
      self.init(
        status: 404,
        message: "Unknown path: \(path). OpenAI's API is under /v1, Anthropic's under /anthropic/v1.\(hint)",
        code: "unknown_url")
    case .wrongMethod(let allowed):
      let methods = allowed.joined(separator: " or ")
      self.init(
        status: 405, message: "This path answers \(methods) only.", code: "method_not_allowed")
    case .unreadable(let status):
      self.init(status: status, message: ServerError.fault(status))
    case .wrongContentType(let type):
      self.init(
        status: 415,
        message: "The body must be JSON, sent with 'Content-Type: application/json', not '\(type)'.",
        code: "unsupported_media_type")
    case .wrongContentCoding(let coding):
      self.init(
        status: 415,
        message: "The content coding '\(coding)' is not known here; \(ContentCoding.names) are.",
        code: "unsupported_content_encoding")
    case .missingKey:
      self.init(
        status: 401, message: "An API key is needed, in the header 'Authorization: Bearer KEY'.",
        code: "missing_api_key")
    case .wrongKey:
      self.init(status: 401, message: "The API key is not one of this server's.", code: "invalid_api_key")
    case .expiredKey(let end):
      self.init(
        status: 401, message: "The API key has expired: it counted until \(end.formatted(.iso8601)).",
        code: "invalid_api_key")
    case .adminOnly:
      self.init(
        status: 403, message: "These figures are for an admin's key: 'sfmodels keys add NAME --admin'.",
        type: "permission_error", code: "admin_key_required")
    case .hiddenModel(let name):
      self.init(
        status: 404, message: "The model '\(name)' is not known here.", parameter: "model",
        code: "model_not_found")
    case .rateLimited(let excess):
      self.init(
        status: 429, message: excess.sentence, type: "rate_limit_error", code: "rate_limit_exceeded")
    case .spentBudget(let budget):
      self.init(
        status: 429, message: budget.sentence, type: "insufficient_quota", code: "insufficient_quota")
    case .forbiddenOrigin(let origin):
      self.init(
        status: 403,
        message: "Web pages of \(origin) may not use this server."
          + ServerError.option(allowingOrigin: origin),
        type: "permission_error", code: "forbidden_origin")
    case .forbiddenHost(let host):
      self.init(
        status: 403, message: "This server is not \(host)." + ServerError.option(allowingHost: host),
        type: "permission_error", code: "forbidden_host")
    case .crossSite:
      self.init(
        status: 403,
        message: "Web pages of other sites may not use this server without saying which they are."
          + " To allow one, start it with --allow-origin ORIGIN",
        type: "permission_error", code: "forbidden_origin")
    case .busy:
      self.init(
        status: 503, message: "Too many requests are being answered; try again in a moment.",
        type: "server_error", code: "server_busy")
    case .upstream(let upstream):
      self.init(upstream)
    }
  }

  private init(unsupported parameters: [String], wayOut: String) {
    let names = parameters.map { "'\($0)'" }.joined(separator: ", ")
    self.init(
      status: 400, message: "Not supported by the model's API: \(names). \(wayOut)",
      parameter: parameters.first, code: "unsupported_parameter")
  }

  private init(_ upstream: UpstreamFailure) {
    self.init(status: upstream.status, message: upstream.message)
    switch upstream.failureClass {
    case .unauthorized: (type, code) = ("authentication_error", "upstream_unauthorized")
    case .forbidden: (type, code) = ("permission_error", "upstream_forbidden")
    case .notFound: (type, code) = ("not_found_error", "not_found")
    case .throttled: (type, code) = ("rate_limit_error", "rate_limit_exceeded")
    case .quota: (type, code) = ("insufficient_quota", "insufficient_quota")
    case .redirected, .busy, .unavailable, .internalError, .serverError, .unknownHost, .untrustedCertificate,
      .unreachable, .connectTimedOut, .cutOff, .timedOut, .malformed, .notSent:
      type = "server_error"
    case .rejected, .tooLarge, .clientError: break
    }
  }
}

import Authorization
import FoundationEssentials
import ModelsAPI
import Wire

/// Goes the way of a request step by step, as every command goes it, and remembers what it saw.
struct Examination {
  let model: ModelOption
  let options: ConnectionOptions
  /// Whether nothing may be sent.
  let isOffline: Bool
  let context: Context
  private let notes: Notes
  private var known: [DiagnosisStep: String] = [:]
  private var skipped: [DiagnosisStep: String] = [:]
  private var token: AccessToken?

  init(_ doctor: Doctor, in context: Context) {
    model = doctor.model
    options = doctor.connection
    isOffline = doctor.offline
    self.context = context
    notes = Notes(context.errors, isQuiet: options.network.quiet)
  }

  /// - Parameter earlier: what stopped the command before it began.
  /// - Returns: also the failure as it rose, for whoever ends with it.
  mutating func diagnose(after earlier: (any Error)? = nil) async -> (Diagnosis, failure: (any Error)?) {
    do {
      if let earlier { throw earlier }
      try await go()
      return (Diagnosis(known: known, skipped: skipped, failure: nil), nil)
    } catch {
      let step = DiagnosisStep(endedBy: error, holding: token)
      let report = FailureReport(error, hiding: context.redaction)
      return (Diagnosis(known: known, skipped: skipped, failure: (step, report)), error)
    }
  }

  private mutating func go() async throws {
    let request = try request()
    // Who nobody is has no settings to tell of.
    _ = try Credential(options, in: context)
    try configured()
    let connection = try Connection(options, in: context) { $0.limits(of: request, streamed: false) }
    guard !isOffline else {
      for step in DiagnosisStep.allCases.dropFirst(2) { skipped[step] = "nothing is sent with --offline" }
      return
    }
    try await fetchToken(connection)
    try await call(request, connection)
    await listModels(connection)
    await callOther(request, connection)
  }

  private func request() throws -> ChatRequest {
    ChatRequest(
      model: try context.model(model.model, options), .prompt("Answer with the word yes."),
      extraFields: try options.request?.object() ?? [:])
  }

  private mutating func configured() throws {
    guard !options.emulator else {
      known[.configuration] = "the pretended org needs none"
      skipped[.permissions] = "the pretended org needs no secrets"
      return
    }
    let report = try ProfileReport(options.account.profile, domain: options.account.domain, context)
    let rows = report.rows.map { "\($0.name)\($0.source.map { " from \($0)" } ?? "")" }
    known[.configuration] = (["profile '\(options.account.profile)'"] + rows).joined(separator: ", ")
    known[.permissions] = "nobody else can read what is secret, or change what is run"
  }

  private mutating func fetchToken(_ connection: Connection) async throws {
    guard let tokens = connection.tokens else {
      for step in [.token, .form, .scopes, .clock] as [DiagnosisStep] {
        skipped[step] = "a key of the LLM Gateway is used"
      }
      known[.host] = try host(for: nil)
      return
    }
    let token = try await tokens.token()
    self.token = token
    tell(of: token)
    known[.host] = try host(for: token)
  }

  private mutating func tell(of token: AccessToken) {
    known[.token] = "it expires at \(token.expiry.words)"
    let tenant = token.claims?.tenant.map { ", tenant \($0)" } ?? ""
    known[.form] = token.claims == nil ? "it is no JSON Web Token" : "a JSON Web Token\(tenant)"
    known[.scopes] = token.scope ?? "the token does not say which"
    known[.clock] =
      token.contradictsClock
      ? "this machine's clock is wrong, or the org's: they differ by more than five minutes"
      : "it agrees with the org's"
  }

  private func host(for token: AccessToken?) throws -> String {
    let destination = Destination(
      named: options.baseURL?.url, domain: options.account.domain?.url.myDomain,
      ownPath: options.api.basePath)
    return try destination.base(for: token).description
  }

  private mutating func call(_ request: ChatRequest, _ connection: Connection) async throws {
    let reply = try await connection.models.chat(request)
    let tokens = reply.usage?.totalTokens.map { " (\($0.value) tokens, which the org may pay for)" } ?? ""
    known[.call] =
      "\(options.api.name.title): \(reply.answeringModel ?? request.model.text) answered\(tokens)"
    let isPlain = options.account.domain?.url.scheme == "http"
    for (step, words) in [
      (DiagnosisStep.name, "the hosts have addresses"), (.proxy, "nothing stands in the way"),
      (.connection, "the hosts take connections"),
      (.tls, isPlain ? "none is needed on this machine" : "the hosts are who they say"),
    ] { known[step] = words }
  }

  /// Few may ask for them, and nobody needs to.
  private mutating func listModels(_ connection: Connection) async {
    guard let list = connection.configuredModels else {
      skipped[.models] = "a key of the LLM Gateway does not open the org's own host"
      return
    }
    do {
      let models = try await list.models()
      known[.models] =
        "\(models.count) are configured, \(models.count { $0.status == .enabled }) of them enabled"
    } catch {
      let report = FailureReport(error, hiding: context.redaction)
      skipped[.models] = "the org does not tell: \(report.message)\(report.codes)"
    }
  }

  /// That the other API refuses is no failure: few orgs have both.
  private func callOther(_ request: ChatRequest, _ connection: Connection) async {
    // An address with a path leads to one API alone.
    guard options.baseURL?.url.hasPath != true else { return }
    for api in API.all where api.name != options.api.name {
      var options = options
      options.api = api
      options.network.retries = RetryCount(0)
      do {
        let other = try Connection(options, in: context, tokens: connection.tokens) {
          $0.limits(of: request, streamed: false)
        }
        _ = try await other.models.chat(request)
        notes.note("the \(api.name.title) answers as well")
      } catch {
        let report = FailureReport(error, hiding: context.redaction)
        notes.note("the \(api.name.title) does not answer: \(report.message)\(report.codes)")
      }
    }
  }
}

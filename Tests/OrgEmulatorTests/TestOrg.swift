import FoundationEssentials
import HTTPTypes
import OrgEmulator
import TestSupport
import Testing
import Wire

/// An org, a clock that stands still until it is moved, and a way to speak raw HTTP to it.
struct TestOrg: Sendable {
  private let clock = TestClock(at: Date(timeIntervalSince1970: 1_760_000_000))
  private let org: Org

  init(_ adjust: (inout Org.Configuration) -> Void = { _ in }) {
    let clock = clock
    var configuration = Org.Configuration(now: { clock.now() }, pause: { clock.pause($0) })
    adjust(&configuration)
    org = Org(configuration)
  }

  var ignoredFields: [String: Int] { get async { await org.ignoredFields } }

  /// What the org waited for.
  var paused: [Duration] { clock.pauses }

  func advance(_ seconds: Double) { clock.advance(seconds) }

  /// Sends a request as it stands on the wire; `TOKEN` in it becomes the token.
  func send(_ raw: String, token: String = "") async throws -> Answer {
    let (request, body) = try HTTPRequest.reading(raw: raw.replacing("TOKEN", with: token))
    var reply = try await org.respond(to: request, body: body)
    return Answer(
      head: reply.head, body: String(decoding: try await reply.body.collect(upTo: 10_000_000), as: UTF8.self))
  }

  /// The pieces in which an answer's body arrives.
  func pieces(_ raw: String, token: String) async throws -> [String] {
    let (request, body) = try HTTPRequest.reading(raw: raw.replacing("TOKEN", with: token))
    var reply = try await org.respond(to: request, body: body)
    var pieces: [String] = []
    while let piece = try await reply.body.next() { pieces.append(String(decoding: piece, as: UTF8.self)) }
    return pieces
  }

  /// The body of an answer that is no text.
  func bytes(_ raw: String, token: String) async throws -> [UInt8] {
    try await reply(raw, token: token).body
  }

  /// The head and the bytes of an answer.
  func reply(_ raw: String, token: String) async throws -> (head: HTTPResponse, body: [UInt8]) {
    let (request, body) = try HTTPRequest.reading(raw: raw.replacing("TOKEN", with: token))
    var reply = try await org.respond(to: request, body: body)
    return (reply.head, try await reply.body.collect(upTo: 10_000_000))
  }

  /// Signs in and gives the token.
  func signIn(_ clientID: String = "key") async throws -> String {
    let answer = try await send(
      tokenRequest("grant_type=client_credentials&client_id=\(clientID)&client_secret=s"))
    return try #require(answer.json["access_token"]?.string)
  }
}

/// A reply that has arrived whole.
struct Answer {
  var head: HTTPResponse
  var body: String

  var json: JSONValue { get throws { try JSONValue(decoding: body) } }

  var status: Int { head.status.code }

  /// Status and body, as tables compare them.
  var summary: String { "\(head.status.code) \(body)" }

  func header(_ name: String) -> String? { HTTPField.Name(name).flatMap { head.headerFields[$0] } }
}

func tokenRequest(_ form: String) -> String {
  """
  POST /services/oauth2/token
  Host: acme.my.salesforce.com
  Content-Type: application/x-www-form-urlencoded

  \(form)
  """
}

/// A request to the Models REST API with all its headers.
func platformRequest(_ path: String, _ body: String) -> String {
  """
  POST /einstein/platform/v1\(path)
  Host: api.salesforce.com
  Authorization: Bearer TOKEN
  Content-Type: application/json;charset=utf-8
  x-sfdc-app-context: EinsteinGPT
  x-client-feature-id: ai-platform-models-connected-app

  \(body)
  """
}

/// A request to the LLM Gateway with all its headers.
func gatewayRequest(_ path: String, _ body: String) -> String {
  """
  POST /ai/gpt/v1\(path)
  Host: api.salesforce.com
  Authorization: Bearer TOKEN
  Content-Type: application/json
  x-sfdc-app-context: EinsteinGPT
  x-client-feature-id: ai-platform-models-connected-app

  \(body)
  """
}

let mini = "/models/sfdc_ai__DefaultOpenAIGPT4OmniMini"
let ada = "/models/sfdc_ai__DefaultOpenAITextEmbeddingAda_002"

import FoundationEssentials
import HTTPTypes
import OrgEmulator
import Synchronization
import Wire

/// An org, a clock that stands still until it is moved, and a way to speak raw HTTP to it.
final class World: Sendable {
  private let time = Mutex(Date(timeIntervalSince1970: 1_760_000_000))
  private let pauses = Mutex<[Duration]>([])
  private let hosted = Mutex<Org?>(nil)

  init(_ adjust: (inout Org.Configuration) -> Void = { _ in }) {
    var configuration = Org.Configuration(
      now: { [weak self] in self?.time.withLock { $0 } ?? Date(timeIntervalSince1970: 0) },
      pause: { [weak self] pause in self?.pauses.withLock { $0.append(pause) } })
    adjust(&configuration)
    let org = Org(configuration)
    hosted.withLock { $0 = org }
  }

  var org: Org? { hosted.withLock { $0 } }
  var paused: [Duration] { pauses.withLock { $0 } }

  func advance(_ seconds: Double) { time.withLock { $0 += seconds } }

  /// Sends a request as it stands on the wire; `TOKEN` in it becomes the token.
  func send(_ raw: String, token: String = "") async throws -> Answer {
    let (request, body) = parse(raw.replacing("TOKEN", with: token))
    guard let org else { throw Unprepared() }
    var reply = try await org.respond(to: request, body: body)
    return Answer(
      head: reply.head, body: String(decoding: try await reply.body.collect(upTo: 10_000_000), as: UTF8.self))
  }

  /// The pieces in which an answer's body arrives.
  func pieces(_ raw: String, token: String) async throws -> [String] {
    let (request, body) = parse(raw.replacing("TOKEN", with: token))
    guard let org else { throw Unprepared() }
    var reply = try await org.respond(to: request, body: body)
    var pieces: [String] = []
    while let piece = try await reply.body.next() { pieces.append(String(decoding: piece, as: UTF8.self)) }
    return pieces
  }

  /// Signs in and gives the token.
  func signIn(_ clientID: String = "key") async throws -> String {
    let answer = try await send(
      tokenRequest("grant_type=client_credentials&client_id=\(clientID)&client_secret=s"))
    guard let token = try answer.json["access_token"]?.string else { throw Unprepared() }
    return token
  }

  private func parse(_ raw: String) -> (HTTPRequest, [UInt8]) {
    let parts = raw.split(separator: "\n\n", maxSplits: 1, omittingEmptySubsequences: false)
    let lines = parts[0].split(separator: "\n")
    let start = lines[0].split(separator: " ")
    var request = HTTPRequest(
      method: HTTPRequest.Method(String(start[0])) ?? .get, scheme: "http", authority: nil,
      path: String(start[1]))
    for line in lines.dropFirst() {
      let field = line.split(separator: ": ", maxSplits: 1)
      guard let name = HTTPField.Name(String(field[0])) else { continue }
      if field[0] == "Host" { request.authority = String(field[1]) }
      request.headerFields.append(HTTPField(name: name, value: String(field[1])))
    }
    return (request, parts.count == 2 ? Array(parts[1].utf8) : [])
  }
}

struct Unprepared: Error {}

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

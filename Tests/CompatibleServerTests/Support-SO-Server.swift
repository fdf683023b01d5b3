import FoundationEssentials
import HTTPTypes
import ModelsAPI
import Synchronization
import Testing
import Wire

@testable import CompatibleServer

/// What a client of the server under test sees.
struct Answer: Equatable {
  var status: Int
  var fields: [String: String]
  var body: String

  var json: JSONValue? { try? JSONValue(decoding: body) }

  /// The fields of the frame that this asks for, in the order of the question.
  func values(_ names: String...) -> [String?] { names.map { fields[$0.lowercased()] } }
}

/// Collects lines.
final class Lines: Sendable {
  private let lines = Mutex<[String]>([])
  var all: [String] { lines.withLock { $0 } }
  func add(_ line: String) { lines.withLock { $0.append(line) } }
}

/// A clock that goes on by a fixed step with each look.
final class SteppingClock: Sendable {
  private let time: Mutex<Double>
  private let step: Double

  init(at start: Double = 1_795_274_400, step: Double = 0) {
    time = Mutex(start)
    self.step = step
  }

  func now() -> Date {
    time.withLock { time in
      time += step
      return Date(timeIntervalSince1970: time - step)
    }
  }
}

extension CompatibleServer.Configuration {
  /// Ids count from 1 with each prefix.
  static func sample(
    _ clock: SteppingClock = SteppingClock(), _ change: (inout Self) -> Void = { _ in }
  ) -> Self {
    let last = CountedIDs()
    var configuration = Self(version: "1.2.3", now: { clock.now() }, makeID: { last.next($0) })
    change(&configuration)
    return configuration
  }
}

private final class CountedIDs: Sendable {
  private let counts = Mutex<[String: Int]>([:])

  func next(_ prefix: String) -> String {
    counts.withLock {
      $0[prefix, default: 0] += 1
      return "\(prefix)\($0[prefix] ?? 0)"
    }
  }
}

extension ModelMap {
  static let sample = ModelMap(
    textModel: "sfdc_ai__DefaultOpenAIGPT4OmniMini",
    embeddingModel: "sfdc_ai__DefaultOpenAITextEmbeddingAda_002")
}

extension CompatibleServer {
  enum API { case models, gateway }

  init(_ org: PlayedOrg, _ api: API = .gateway, _ configuration: Configuration = .sample()) {
    let client = ModelsClient(
      org, speaking: api == .models ? ModelsREST() as any Dialect : LLMGateway(),
      retrying: RetryLoop(RetryPolicy(retries: 0), pause: { _ in }),
      now: { Date(timeIntervalSince1970: 1_795_274_400) })
    self.init(ServedModels(client, map: .sample), configuration)
  }

  /// A server that no request gets through.
  static func alone(_ configuration: Configuration = .sample()) -> CompatibleServer {
    CompatibleServer(PlayedOrg([]), .gateway, configuration)
  }

  func reply(
    _ method: HTTPRequest.Method, _ path: String, host: String? = "127.0.0.1:8080",
    _ fields: [(String, String)] = [], body: String = ""
  ) async throws -> HTTPReply {
    var request = HTTPRequest(method: method, scheme: "http", authority: host, path: path)
    for (name, value) in fields {
      request.headerFields.append(HTTPField(name: try #require(HTTPField.Name(name)), value: value))
    }
    return try await respond(to: request, body: Array(body.utf8))
  }

  func ask(
    _ method: HTTPRequest.Method, _ path: String, host: String? = "127.0.0.1:8080",
    _ fields: [(String, String)] = [], body: String = ""
  ) async throws -> Answer {
    var reply = try await reply(method, path, host: host, fields, body: body)
    let all = reply.head.headerFields.map { ($0.name.canonicalName, $0.value) }
    return Answer(
      status: reply.head.status.code, fields: Dictionary(all) { $0 + " | " + $1 },
      body: String(decoding: try await reply.body.collect(upTo: 1 << 24), as: UTF8.self))
  }

  func post(_ path: String, _ body: String) async throws -> Answer {
    try await ask(.post, path, body: body)
  }
}

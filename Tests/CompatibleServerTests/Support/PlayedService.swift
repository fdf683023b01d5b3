import CompatibleServer
import FoundationEssentials
import HTTPTypes
import ModelsAPI
import Synchronization
import Testing
import Wire

/// The org's model service, played from prepared answers in wire text; it keeps what it was asked.
final class PlayedService: HTTPService {
  enum Turn: Sendable {
    /// Status, further header lines, body.
    case answer(Int, [String], String)
    case failure(HTTPFailure)
    case error(any Error)
    /// A stream of events in pieces, and what breaks it off.
    case stream([String], failing: HTTPFailure? = nil)
    /// Never; the task must be cancelled.
    case silence

    static func json(_ body: String) -> Turn { .answer(200, [], body) }
  }

  private let turns: Mutex<[Turn]>
  private let seen = Mutex<[String]>([])

  init(_ turns: [Turn]) { self.turns = Mutex(turns) }

  convenience init(_ turns: Turn...) { self.init(turns) }

  /// What was asked: path, a line feed, body.
  var requests: [String] { seen.withLock { $0 } }

  func respond(to request: HTTPRequest, body: [UInt8]) async throws -> HTTPReply {
    let text = "\(request.path ?? "")\n\(String(decoding: body, as: UTF8.self))"
    seen.withLock { $0.append(text) }
    guard let turn = turns.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) else {
      Issue.record("an unprepared request: \(text)")
      throw HTTPFailure(.request, .other)
    }
    return try await Self.reply(turn)
  }

  private static func reply(_ turn: Turn) async throws -> HTTPReply {
    switch turn {
    case .answer(let status, let lines, let body):
      var reply = HTTPReply(
        HTTPResponse.Status(code: status), contentType: "application/json", Array(body.utf8))
      for line in lines {
        let parts = line.split(separator: ": ", maxSplits: 1).map(String.init)
        reply.head.headerFields[try #require(HTTPField.Name(parts[0]))] = parts[1]
      }
      return reply
    case .failure(let failure): throw failure
    case .error(let error): throw error
    case .stream(let pieces, let failure):
      var rest = pieces[...]
      return HTTPReply(
        head: HTTPResponse(status: .ok, headerFields: [.contentType: "text/event-stream"]),
        body: ReplyBody {
          if rest.isEmpty, let failure { throw failure }
          return rest.popFirst().map { Array($0.utf8) }
        })
    case .silence:
      try await Task.sleep(for: .seconds(3600))
      throw HTTPFailure(.answer, .timedOut)
    }
  }
}

extension ServedModels {
  /// Models behind a played service; calls that are found in texts are `call_1`, `call_2` ….
  static func played(
    _ service: PlayedService, speaking dialect: any Dialect = ModelsREST(), retries: Int = 0,
    explain: @escaping @Sendable (any Error) -> UpstreamFailure? = { _ in nil }
  ) -> ServedModels {
    let client = ModelsClient(
      service, speaking: dialect, retrying: RetryLoop(RetryPolicy(retries: retries), pause: { _ in }),
      now: { Date(timeIntervalSince1970: 0) })
    let count = Numbers()
    return ServedModels(
      client, map: ModelMap(aliases: ["fast": "m"], textModel: "text", embeddingModel: "vectors"),
      makeCallID: { "call_\(count.next())" }, explain: explain)
  }
}

/// Counts from 1.
final class Numbers: Sendable {
  private let last = Mutex(0)
  func next() -> Int {
    last.withLock {
      $0 += 1
      return $0
    }
  }
}

/// A service's answer to a conversation over the Models REST API.
func restAnswer(_ text: String, finish: String = "stop") -> PlayedService.Turn {
  .json(
    """
    {"id":"x-1","generationDetails":{"generations":[{"id":"g-1","role":"assistant","content":\
    \(JSONValue.string(text).text),"parameters":{"finish_reason":"\(finish)"}}],"parameters":{"model":"gpt",\
    "usage":{"prompt_tokens":7,"completion_tokens":5,"total_tokens":12}}}}
    """)
}

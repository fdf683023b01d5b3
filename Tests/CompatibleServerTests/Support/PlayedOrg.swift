import HTTPTypes
import Synchronization
import Testing
import Wire

/// An org that plays prepared answers in order, and keeps what it was asked.
final class PlayedOrg: HTTPService {
  enum Turn: Sendable {
    case json(String)
    case failure(status: Int, String, retryAfter: String? = nil)
    /// A stream in pieces, and what breaks it off.
    case stream([[UInt8]], failing: HTTPFailure? = nil)
  }

  /// It was asked more often than it was prepared for.
  struct Unprepared: Error {}

  private let turns: Mutex<[Turn]>
  private let seen = Mutex<[String]>([])

  init(_ turns: [Turn]) { self.turns = Mutex(turns) }

  /// The bodies that came, oldest first.
  var bodies: [String] { seen.withLock { $0 } }

  func respond(to request: HTTPRequest, body: [UInt8]) async throws -> HTTPReply {
    seen.withLock { $0.append(String(decoding: body, as: UTF8.self)) }
    guard let turn = turns.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) else {
      Issue.record("an unprepared request: \(request.path ?? "")")
      throw Unprepared()
    }
    switch turn {
    case .json(let text): return Self.reply(200, text)
    case .failure(let status, let text, let retryAfter):
      var reply = Self.reply(status, text)
      reply.head.headerFields[.retryAfter] = retryAfter
      return reply
    case .stream(let pieces, let failure):
      var rest = pieces[...]
      let head = HTTPResponse(status: .ok, headerFields: [.contentType: "text/event-stream"])
      return HTTPReply(
        head: head,
        body: ReplyBody {
          if rest.isEmpty, let failure { throw failure }
          return rest.popFirst()
        })
    }
  }

  private static func reply(_ status: Int, _ text: String) -> HTTPReply {
    var reply = HTTPReply(
      HTTPResponse.Status(code: status), contentType: "application/json", Array(text.utf8))
    reply.head.headerFields[HTTPField.Name("x-request-id")!] = "sf-1"
    return reply
  }
}

extension PlayedOrg {
  /// The gateway's answer to a chat.
  static func chat(_ text: String, finishReason: String = "stop", extra: String = "") -> Turn {
    .json(
      """
      {"id":"chatcmpl-up","generation_details":{"generations":[{"id":"g1","role":"assistant","content":"\(text)",
      "parameters":{"finish_reason":"\(finishReason)"}\(extra)}],
      "parameters":{"model":"gpt-4o-mini","usage":{"prompt_tokens":24,"completion_tokens":21,"total_tokens":45}}}}
      """)
  }

  /// The gateway's stream of a chat, event by event.
  static func frames(_ generations: [String], usage: Bool = true) -> String {
    let frames = generations.map {
      "event: generation\ndata: {\"generation_details\":{\"generations\":[\($0)]}}\n\n"
    }
    let cost = """
      event: generation
      data: {"generation_details":{"generations":[],"parameters":{"usage":{"prompt_tokens":24,"completion_tokens":21}}}}


      """
    return frames.joined() + (usage ? cost : "") + "event: generation\ndata: [DONE]\n\n"
  }
}

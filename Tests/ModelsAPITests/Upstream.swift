import FoundationEssentials
import HTTPTypes
import ModelsAPI
import Synchronization
import Testing
import Wire

/// A service that plays prepared answers in order, and keeps the requests as they would stand on the wire.
final class Upstream: HTTPService {
  enum Turn: Sendable {
    /// A whole HTTP answer as text.
    case answer(String)
    case failure(HTTPFailure)
    /// A body that never ends.
    case endless
    /// A stream of events in pieces, and what breaks it off.
    case stream([[UInt8]], failing: HTTPFailure? = nil)
  }

  /// It was asked more often than it was prepared for.
  struct Unprepared: Error {
    var request: String
  }

  private let turns: Mutex<[Turn]>
  private let seen = Mutex<[String]>([])

  init(_ turns: [Turn]) { self.turns = Mutex(turns) }

  convenience init(_ answers: String...) { self.init(answers.map { .answer($0) }) }

  /// What was asked, oldest first.
  var requests: [String] { seen.withLock { $0 } }

  func respond(to request: HTTPRequest, body: [UInt8]) async throws -> HTTPReply {
    let text = Self.text(request, body)
    seen.withLock { $0.append(text) }
    guard let turn = turns.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) else {
      Issue.record("an unprepared request: \(text)")
      throw Unprepared(request: text)
    }
    switch turn {
    case .answer(let raw): return try #require(HTTPReply(raw: raw))
    case .failure(let failure): throw failure
    case .endless:
      let piece = [UInt8](repeating: UInt8(ascii: " "), count: 1 << 20)
      return HTTPReply(head: HTTPResponse(status: .ok), body: ReplyBody { piece })
    case .stream(let pieces, let failure): return HTTPReply(stream: pieces, failing: failure)
    }
  }

  private static func text(_ request: HTTPRequest, _ body: [UInt8]) -> String {
    let lines =
      ["\(request.method) \(request.path ?? "")"] + request.headerFields.map { "\($0.name): \($0.value)" }
    return lines.joined(separator: "\n") + "\n\n" + String(decoding: body, as: UTF8.self)
  }
}

extension HTTPReply {
  init(stream pieces: [[UInt8]], failing failure: HTTPFailure? = nil) {
    let fields: HTTPFields = [.contentType: "text/event-stream", HTTPField.Name("x-request-id")!: "r-1"]
    var rest = pieces[...]
    self.init(
      head: HTTPResponse(status: .ok, headerFields: fields),
      body: ReplyBody {
        if rest.isEmpty, let failure { throw failure }
        return rest.popFirst()
      })
  }

  /// Reads `HTTP/1.1 200 OK`, header lines, an empty line, and the body.
  init?(raw: String) {
    let parts = raw.split(separator: "\n\n", maxSplits: 1, omittingEmptySubsequences: false)
    let lines = parts[0].split(separator: "\n")
    let start = lines[0].split(separator: " ", maxSplits: 2)
    guard start.count >= 2, start[0] == "HTTP/1.1", let code = Int(start[1]) else { return nil }
    var head = HTTPResponse(status: HTTPResponse.Status(code: code))
    for line in lines.dropFirst() {
      let field = line.split(separator: ": ", maxSplits: 1)
      guard field.count == 2, let name = HTTPField.Name(String(field[0])) else { return nil }
      head.headerFields.append(HTTPField(name: name, value: String(field[1])))
    }
    self.init(head: head, body: ReplyBody(parts.count == 2 ? Array(parts[1].utf8) : []))
  }
}

/// Notes the pauses that were asked for, and takes none.
final class Pauses: Sendable {
  private let taken = Mutex<[Duration]>([])
  var all: [Duration] { taken.withLock { $0 } }
  func pause(_ duration: Duration) { taken.withLock { $0.append(duration) } }
}

extension ModelsClient {
  /// Sun, 06 Nov 1994 08:49:37 GMT.
  static let testTime = Date(timeIntervalSince1970: 784_111_777)

  /// A client that never waits.
  init(
    _ upstream: Upstream, speaking dialect: any Dialect = ModelsREST(), retries: Int = 0,
    pauses: Pauses = Pauses()
  ) {
    self.init(
      upstream, speaking: dialect,
      retrying: RetryLoop(RetryPolicy(retries: retries), pause: { pauses.pause($0) }),
      now: { Self.testTime })
  }
}

/// A successful answer with this body.
func success(_ json: String) -> String {
  """
  HTTP/1.1 200 OK
  content-type: application/json
  x-request-id: r-1

  \(json)
  """
}

func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

extension ChatRequest {
  static let hello = ChatRequest(model: "sfdc_ai__DefaultGPT4Omni", .prompt("Hello"))
  static let chat = ChatRequest(model: "sfdc_ai__DefaultGPT4Omni", .messages([Message(.user, "Hello")]))
}

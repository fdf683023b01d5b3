package import HTTPTypes
import Testing
package import Wire

/// A service that plays prepared replies in order and keeps what it was asked; a request beyond them fails the test.
package final class ScriptedService: HTTPService {
  /// What comes of one request.
  package enum Reply: Sendable {
    /// A whole reply as it stands on the wire: status line, header lines, an empty line, body.
    case raw(String)
    case whole(Int, String, headers: HTTPFields = [:])
    /// A stream of events in pieces, with the request id `r-1`, and what breaks it off.
    case stream([[UInt8]], failing: HTTPFailure? = nil)
    /// A body in pieces, of any type or of none, with the request id `r-1`, and what breaks it off.
    case pieces([[UInt8]], type: String?, failing: HTTPFailure? = nil)
    case failure(any Error)
    /// A body that never ends.
    case endless
    /// None at all: the caller must give up.
    case silence

    package static func json(_ body: String) -> Reply { .answer(status: 200, body) }

    /// A reply with JSON in it.
    package static func answer(status: Int, _ json: String, headers: HTTPFields = [:]) -> Reply {
      var headers = headers
      headers[.contentType] = "application/json"
      return .whole(status, json, headers: headers)
    }

    package static func events(_ pieces: [String], failing failure: HTTPFailure? = nil) -> Reply {
      .stream(pieces.map { Array($0.utf8) }, failing: failure)
    }
  }

  /// It was asked more often than it was prepared for.
  package struct Unprepared: Error {
    package let request: String
  }

  private let replies: Recorder<Reply>
  private let received = Recorder<(text: String, path: String, body: String)>()

  package init(_ replies: [Reply]) { self.replies = Recorder(replies) }

  /// A service that nobody may ask anything.
  package convenience init() { self.init([]) }

  package convenience init(_ replies: Reply...) { self.init(replies) }

  /// A service whose replies are all given as they stand on the wire.
  package convenience init(_ raw: String...) { self.init(raw.map { .raw($0) }) }

  /// What was asked, as it stands on the wire, oldest first.
  package var requests: [String] { received.entries.map(\.text) }

  package var paths: [String] { received.entries.map(\.path) }

  package var bodies: [String] { received.entries.map(\.body) }

  package func respond(to request: HTTPRequest, body: [UInt8]) async throws -> HTTPReply {
    let body = String(decoding: body, as: UTF8.self)
    let text = request.raw(body: body)
    received.record((text, request.path ?? "", body))
    guard let reply = replies.removeFirst() else {
      Issue.record("an unprepared request: \(text)")
      throw Unprepared(request: text)
    }
    return try await reply.play()
  }
}

extension ScriptedService.Reply {
  fileprivate func play() async throws -> HTTPReply {
    switch self {
    case .raw(let text):
      return try HTTPReply(raw: text)
    case .whole(let status, let body, let headers):
      return HTTPReply(
        head: HTTPResponse(status: HTTPResponse.Status(code: status), headerFields: headers),
        body: ReplyBody(Array(body.utf8)))
    case .stream(let pieces, let failure):
      return HTTPReply(pieces: pieces, type: ServerSentEvent.contentType, failing: failure)
    case .pieces(let pieces, let type, let failure):
      return HTTPReply(pieces: pieces, type: type, failing: failure)
    case .failure(let error):
      throw error
    case .endless:
      let piece = [UInt8](repeating: UInt8(ascii: " "), count: 1 << 20)
      return HTTPReply(head: HTTPResponse(status: .ok), body: ReplyBody { piece })
    case .silence:
      try await Task.sleep(for: .seconds(3600))
      throw HTTPFailure(.answer, .timedOut)
    }
  }
}

extension HTTPReply {
  fileprivate init(pieces: [[UInt8]], type: String?, failing failure: HTTPFailure?) {
    var head = HTTPResponse(status: .ok)
    head.headerFields[.contentType] = type
    head.headerFields[HTTPField.Name("x-request-id")!] = "r-1"
    var rest = pieces[...]
    self.init(
      head: head,
      body: ReplyBody {
        if rest.isEmpty, let failure { throw failure }
        return rest.popFirst()
      })
  }
}

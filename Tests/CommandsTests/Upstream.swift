import HTTPTypes
import Synchronization
import Testing
import Wire

/// A service whose answers a test has listed; a request beyond them fails the test.
final class Upstream: HTTPService {
  enum Answer: Sendable {
    case reply(Int, String, headers: HTTPFields = [:])
    case failure(HTTPFailure)
  }

  private let answers: Mutex<[Answer]>
  private let heard = Mutex<[String]>([])

  init(_ answers: Answer...) { self.answers = Mutex(answers) }

  /// Method, path and body of what was asked.
  var requests: [String] { heard.withLock { $0 } }

  func respond(to request: HTTPRequest, body: [UInt8]) async throws -> HTTPReply {
    heard.withLock {
      $0.append("\(request.method) \(request.path ?? "") \(String(decoding: body, as: UTF8.self))")
    }
    let answer = try #require(
      answers.withLock { $0.isEmpty ? nil : $0.removeFirst() },
      "nothing is prepared for \(request.path ?? "")")
    switch answer {
    case .reply(let status, let text, let headers):
      let head = HTTPResponse(status: .init(code: status), headerFields: headers)
      return HTTPReply(head: head, body: ReplyBody(Array(text.utf8)))
    case .failure(let failure): throw failure
    }
  }

  /// What leads a command here.
  static let words = ["--base-url", "http://127.0.0.1:9"]
  static let environment = ["SFMODELS_ACCESS_TOKEN": "token"]
}

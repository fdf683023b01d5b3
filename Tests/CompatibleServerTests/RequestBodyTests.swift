import FoundationEssentials
import HTTPTypes
import ModelsAPI
import TestSupport
import Testing
import Wire

@testable import CompatibleServer

/// Bodies that are packed, of another type, or announced twice.
struct RequestBodyTests {
  private static let plain = #"{"model":"gpt-4o","messages":[{"role":"user","content":"Hi"}]}"#
  private static let gzip =
    "H4sIAAAAAAACA6tWys1PSc1RslJKLyjRNclX0lHKTS0uTkxPLVayiq5WKsrPSQVKlhanFgGlkvPzSlLzSoACHplKtbG1AG5gVaQ+AAAA"
  private static let zstd =
    "KLUv/QRY8QEAeyJtb2RlbCI6ImdwdC00byIsIm1lc3NhZ2VzIjpbeyJyb2xlIjoidXNlciIsImNvbnRlbnQiOiJIaSJ9XX2ok5U8"

  private func post(
    _ path: String, _ fields: [(String, String)], _ body: [UInt8], limit: Int = 1_000
  ) async throws -> (head: HTTPResponse, json: JSONValue?, sent: [String]) {
    let org = ScriptedService([.chat("Hello")])
    let server = CompatibleServer(org, .gateway, .sample { $0.limits.body = limit })
    var request = HTTPRequest(method: .post, scheme: "http", authority: "127.0.0.1:8080", path: path)
    for (name, value) in fields {
      request.headerFields.append(HTTPField(name: try #require(HTTPField.Name(name)), value: value))
    }
    var reply = try await server.respond(to: request, body: body)
    let text = try await reply.body.collect(upTo: 1 << 20)
    return (reply.head, try JSONValue(decoding: text), org.bodies)
  }

  private static func bytes(_ text: String) throws -> [UInt8] {
    Array(try #require(Data(base64Encoded: text)))
  }

  @Test(arguments: [
    ("gzip", gzip), ("GZip", gzip), ("x-gzip", gzip), ("zstd", zstd),
    ("identity", Data(plain.utf8).base64EncodedString()),
  ])
  func aPackedBodyIsRead(_ coding: String, _ body: String) async throws {
    let answer = try await post("/v1/chat/completions", [("content-encoding", coding)], Self.bytes(body))
    #expect(answer.head.status == .ok)
    #expect(
      try answer.sent.map { try JSONValue(decoding: $0)["messages"] } == [
        [["role": "user", "content": "Hi"]]
      ])
  }

  @Test(arguments: [
    ("zstd", "KLUv/QRYVAAAECAgAQD7/znAAgIAECADnwQgPositg==", 299_999),
    ("zstd", "KLUv/QSIRQAACCABAOQrIASykn0c", 1 << 20), ("gzip", gzip, 61),
  ])
  func aBodyIsBoundedWhenItIsUnpacked(_ coding: String, _ body: String, _ limit: Int) async throws {
    for path in ["/v1/chat/completions", "/v1/responses", "/v1/messages", "/v1/embeddings"] {
      let fields = [("content-encoding", coding), ("anthropic-version", "2023-06-01")]
      let answer = try await post(path, fields, Self.bytes(body), limit: limit)
      #expect(answer.head.status == .contentTooLarge)
      #expect(answer.json?["error"]?["message"]?.string == "The request's body is too large.")
      #expect(answer.sent == [])
    }
  }

  @Test(arguments: ["br", "deflate", "gzip, gzip", "compress"])
  func anotherCodingIsNamed(_ coding: String) async throws {
    let answer = try await post("/v1/chat/completions", [("content-encoding", coding)], [1, 2, 3])
    #expect(answer.head.status == .unsupportedMediaType)
    #expect(answer.head.headerFields[.acceptEncoding] == "gzip, zstd")
    #expect(answer.json?["error"]?["code"] == "unsupported_content_encoding")
  }

  @Test(arguments: [
    ("gzip", zstd), ("zstd", gzip), ("gzip", "H4sIAAAAAAACA6tWys1PSc1RslJKLyg="), ("zstd", ""),
  ])
  func whatCannotBeUnpackedIsTheClientsFault(_ coding: String, _ body: String) async throws {
    let answer = try await post("/v1/chat/completions", [("content-encoding", coding)], Self.bytes(body))
    #expect(answer.head.status == .badRequest)
    #expect(answer.json?["error"]?["message"]?.string == "The body is not valid \(coding).")
  }

  @Test(arguments: ["application/json", "Application/JSON; charset=utf-8", "application/json ;charset=utf-8"])
  func jsonIsTaken(_ type: String) async throws {
    #expect(
      try await post("/v1/chat/completions", [("content-type", type)], Array(Self.plain.utf8)).head.status
        == .ok)
  }

  @Test(arguments: [
    "text/plain", "text/plain;charset=UTF-8", "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/jsonp", "text/json", "",
  ])
  func anotherTypeIsNoJSON(_ type: String) async throws {
    for path in ["/v1/chat/completions", "/v1/completions", "/v1/responses", "/v1/embeddings"] {
      let answer = try await post(path, [("content-type", type)], Array(Self.plain.utf8))
      #expect(answer.head.status == .unsupportedMediaType)
      #expect(answer.json?["error"]?["code"] == "unsupported_media_type")
      #expect(answer.sent == [])
    }
    for path in ["/v1/messages", "/anthropic/v1/messages/count_tokens"] {
      let fields = [("content-type", type), ("anthropic-version", "2023-06-01")]
      let answer = try await post(path, fields, Array(Self.plain.utf8))
      #expect(answer.head.status == .unsupportedMediaType)
      #expect(answer.json?["error"]?["type"] == "invalid_request_error")
    }
  }

  @Test(arguments: [
    [("content-type", "application/json"), ("content-type", "application/json")],
    [("content-encoding", "identity"), ("Content-Encoding", "identity")],
    [("anthropic-version", "2023-06-01"), ("anthropic-version", "2023-06-01")],
  ])
  func whatIsSentTwiceCountsOnce(_ fields: [(String, String)]) async throws {
    let version = fields[0].0 == "anthropic-version" ? [] : [("anthropic-version", "2023-06-01")]
    let body = #"{"model":"gpt-4o","max_tokens":9,"messages":[{"role":"user","content":"Hi"}]}"#
    let answer = try await post("/v1/messages", fields + version, Array(body.utf8))
    #expect(answer.head.status == .ok)
  }

  @Test(arguments: [[("authorization", "Bearer k")], [("x-api-key", "k")]])
  func aKeyThatIsSentTwiceIsOne(_ field: [(String, String)]) async throws {
    let server = CompatibleServer(ScriptedService([.chat("Hello")]), .gateway, .sample { $0.keys = ["k"] })
    #expect(
      try await server.ask(.post, "/v1/chat/completions", field + field, body: Self.plain).status == 200)
  }

  @Test func differentValuesAreNotOne() async throws {
    let fields = [("content-type", "application/json"), ("content-type", "text/plain")]
    #expect(
      try await post("/v1/chat/completions", fields, Array(Self.plain.utf8)).head.status
        == .unsupportedMediaType)
  }
}

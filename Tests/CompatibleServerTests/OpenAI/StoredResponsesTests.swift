import FoundationEssentials
import HTTPTypes
import ModelsAPI
import TestSupport
import Testing
import Wire

@testable import CompatibleServer

/// Responses that are kept, and what can be done with them.
struct StoredResponsesTests {
  private static let streamed = """
    {"input": "Hello", "stream": true}
    """

  /// Asks, and returns the response's object, whether it came whole or in events.
  private static func asking(_ server: PlayedServer, _ body: String) async throws -> JSONValue {
    let (_, pieces) = try await server.answer("/v1/responses", body)
    let text = pieces.joined()
    guard text.hasPrefix("event:") else { return try JSONValue(decoding: text) }
    let last = try #require(text.split(separator: "\n").last { $0.hasPrefix("data: ") })
    return try #require(try JSONValue(decoding: String(last.dropFirst(6)))["response"])
  }

  private static func getting(
    _ server: PlayedServer, _ path: String, method: HTTPRequest.Method = .get
  ) async throws -> (status: Int, json: JSONValue) {
    let (head, pieces) = try await server.answer("/v1/responses/\(path)", method: method)
    return (head.status.code, try JSONValue(decoding: pieces.joined()))
  }

  @Test(arguments: [
    #"{"input": "Hello"}"#, streamed, #"{"input": [{"role": "user", "content": "Hello"}], "store": true}"#,
  ])
  func aConversationGoesOnFromAResponse(_ first: String) async throws {
    let server = PlayedServer(restAnswer("Hi"), restAnswer("Well"), restAnswer("Bye"))
    var response = try await Self.asking(server, first)
    #expect(response["store"] == true)
    for question in ["How are you?", "Bye!"] {
      let id = try #require(response["id"]?.string)
      response = try await Self.asking(
        server, #"{"input": "\#(question)", "instructions": "Be brief.", "previous_response_id": "\#(id)"}"#)
      #expect(response["previous_response_id"]?.string == id)
    }
    let expected = """
      [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hello"},
       {"role": "assistant", "content": "Hi"}, {"role": "user", "content": "How are you?"},
       {"role": "assistant", "content": "Well"}, {"role": "user", "content": "Bye!"}]
      """
    #expect(try server.sent(2)["messages"] == JSONValue(decoding: expected))
  }

  @Test(arguments: [#"{"input": "Hello"}"#, streamed])
  func aResponseCanBeHadAgainUntilItIsDeleted(_ request: String) async throws {
    let server = PlayedServer(restAnswer("Hi"))
    let response = try await Self.asking(server, request)
    let id = try #require(response["id"]?.string)
    #expect(try await Self.getting(server, id) == (200, response))
    let deletion = try await Self.getting(server, id, method: .delete)
    #expect(deletion == (200, ["id": .string(id), "object": "response", "deleted": true]))
    #expect(try await Self.getting(server, id).status == 404)
    #expect(try await Self.getting(server, id, method: .delete).status == 404)
  }

  @Test(arguments: [
    #"{"input": "Hello", "store": false}"#, #"{"input": "Hello", "stream": true, "store": false}"#,
  ])
  func whatShallNotBeKeptIsNot(_ request: String) async throws {
    let server = PlayedServer(restAnswer("Hi"))
    let response = try await Self.asking(server, request)
    #expect(response["store"] == false)
    #expect(try await Self.getting(server, response["id"]?.string ?? "").status == 404)
  }

  @Test func theInputsItemsAreWhole() async throws {
    let server = PlayedServer(restAnswer("Hi"))
    let request = """
      {"input": [{"role": "user", "content": "a"}, {"role": "assistant", "content": [{"type": "output_text", "text": "b"}]},
       {"type": "function_call", "id": "fc_1", "call_id": "c", "name": "f", "arguments": "{}"},
       {"type": "function_call_output", "call_id": "c", "output": "d"}], "tools": [{"type": "function", "name": "f"}]}
      """
    let id = try #require(try await Self.asking(server, request)["id"]?.string)
    let (status, list) = try await Self.getting(server, "\(id)/input_items?order=asc")
    #expect(status == 200)
    let expected = """
      {"object": "list", "data": [
        {"role": "user", "content": [{"type": "input_text", "text": "a"}], "type": "message", "id": "msg_\(id)_0",
         "status": "completed"},
        {"role": "assistant", "content": [{"type": "output_text", "text": "b", "annotations": [], "logprobs": []}],
         "type": "message", "id": "msg_\(id)_1", "status": "completed"},
        {"type": "function_call", "id": "fc_1", "call_id": "c", "name": "f", "arguments": "{}", "status": "completed"},
        {"type": "function_call_output", "call_id": "c", "output": "d", "id": "item_\(id)_3", "status": "completed"}],
       "first_id": "msg_\(id)_0", "last_id": "item_\(id)_3", "has_more": false}
      """
    #expect(try list == JSONValue(decoding: expected))
    let page = try await Self.getting(server, "\(id)/input_items?limit=1&after=fc_1").json
    #expect(page["data"]?.array?.map { $0["id"]?.string } == ["msg_\(id)_1"])
    #expect(page["has_more"] == true)
  }

  @Test(arguments: ["limit=0", "limit=101", "limit=x", "order=up", "after=nobody"])
  func aQueryThatCannotBeMeantIsRefused(_ query: String) async throws {
    let server = PlayedServer(restAnswer("Hi"))
    let id = try #require(try await Self.asking(server, #"{"input": "Hello"}"#)["id"]?.string)
    #expect(try await Self.getting(server, "\(id)/input_items?\(query)").status == 400)
  }

  @Test(arguments: [
    (#"{}"#, 0), (#"{"input": "Hello"}"#, 5), (#"{"model": "gpt-4o", "instructions": "Hello"}"#, 5),
    (#"{"input": [{"role": "user", "content": "Hello"}], "tools": [{"type": "web_search"}]}"#, 17),
  ])
  func tokensOfAnInputAreEstimated(_ body: String, _ count: Int) async throws {
    let (head, pieces) = try await PlayedServer().answer("/v1/responses/input_tokens", body)
    #expect(head.status == .ok)
    #expect(head.headerFields[.estimate] == "true")
    #expect(pieces.joined() == #"{"object":"response.input_tokens","input_tokens":\#(count)}"#)
  }

  @Test(arguments: [
    (#"{"conversation": "c"}"#, "conversation"), (#"{"previous_response_id": "r"}"#, "previous_response_id"),
    (#"{"input": 7}"#, "input"),
  ])
  func whatCannotBeCountedIsRefused(_ body: String, _ parameter: String) async throws {
    let (head, pieces) = try await PlayedServer().answer("/v1/responses/input_tokens", body)
    #expect(head.status == .badRequest)
    #expect(try JSONValue(decoding: pieces.joined())["error"]?["param"]?.string == parameter)
  }

  @Test func compactionIsNotThereAndSaysSo() async throws {
    let (head, pieces) = try await PlayedServer().answer("/v1/responses/compact", "{}")
    #expect(head.status == .notFound)
    #expect(pieces.joined().contains("Compaction is not supported"))
  }
}

struct ResponseStoreTests {
  private static func response(_ id: String) -> StoredResponse? {
    StoredResponse(Array(#"{"id":"\#(id)"}"#.utf8), to: [])
  }

  /// The ids that are left of those kept one after the other, a second apart.
  private static func left(_ limits: ResponseStore.Limits, of ids: [String], later: Double = 0) throws
    -> [String]
  {
    let clock = TestClock()
    let store = ResponseStore(limits, now: clock.now)
    for id in ids {
      store.keep(try #require(response(id)), for: .anybody)
      clock.advance(1)
    }
    clock.advance(later)
    return ids.filter { store.response($0, for: .anybody) != nil }
  }

  @Test(
    arguments: [
      (ResponseStore.Limits(), 0, ["a", "b", "c"]), (ResponseStore.Limits(count: 2), 0, ["b", "c"]),
      // Each has ten bytes.
      (ResponseStore.Limits(bytes: 20), 0, ["b", "c"]), (ResponseStore.Limits(bytes: 9), 0, []),
      (ResponseStore.Limits(age: 10), 7, ["a", "b", "c"]), (ResponseStore.Limits(age: 10), 7.5, ["b", "c"]),
      (ResponseStore.Limits(age: 10), 20, []),
    ] as [(ResponseStore.Limits, Double, [String])])
  func theOldestGoFirst(_ limits: ResponseStore.Limits, _ later: Double, _ left: [String]) throws {
    #expect(try Self.left(limits, of: ["a", "b", "c"], later: later) == left)
  }

  @Test(arguments: ["", "[]", "{}", #"{"id":1}"#, "no"])
  func whatIsNoResponseIsNotKept(_ body: String) {
    #expect(StoredResponse(Array(body.utf8), to: []) == nil)
    #expect(
      StoredResponse(endOfStream: Array("event: response.failed\ndata: \(body)\n\n".utf8), to: []) == nil)
  }
}

import ModelsAPI
import TestSupport
import Testing
import Wire

@testable import CompatibleServer

struct ClaudeModelsTests {
  private static let server = CompatibleServer.played(by: ScriptedService())

  private static func list(_ query: String = "") async throws -> JSONValue {
    let served = try await server.getting("/anthropic/v1/models\(query)")
    #expect(served.status == 200)
    return try JSONValue(decoding: served.text)
  }

  private static func ids(_ list: JSONValue) -> [String] {
    list["data"]?.array?.compactMap { $0["id"]?.string } ?? []
  }

  @Test(arguments: ["/anthropic/v1/models", "/v1/models"])
  func aModelHasTheFieldsOfTodayAndThoseBefore(_ path: String) async throws {
    let served = try await Self.server.getting("\(path)/claude-3-haiku-20240307")
    #expect(served.status == 200)
    #expect(
      try served.text
        == compact(
          #"""
          {"type": "model", "id": "claude-3-haiku-20240307", "display_name": "Claude 3 Haiku",
           "created_at": "2024-03-07T10:07:52Z", "lifecycle": "active", "name": "Claude 3 Haiku",
           "description": "Fast and efficient Claude 3 Haiku model for quick responses", "max_tokens": 4096,
           "max_input_tokens": null, "capabilities": null, "created": 1709806072, "object": "model"}
          """#))
  }

  @Test func aModelThatNobodyDescribesIsStillOne() async throws {
    let served = try await Self.server.getting("/anthropic/v1/models/fast")
    #expect(
      try served.text
        == compact(
          #"""
          {"type": "model", "id": "fast", "display_name": "fast", "created_at": "1970-01-01T00:00:00Z",
           "lifecycle": "active", "name": "fast", "description": "The org's model sfdc_ai__DefaultGPT4OmniMini",
           "max_tokens": null, "max_input_tokens": null, "capabilities": null, "created": 0, "object": "model"}
          """#))
  }

  @Test func anUnknownModelIsNotFound() async throws {
    let served = try await Self.server.getting("/anthropic/v1/models/nobody%2Fknows")
    #expect(served.status == 404)
    let error = try JSONValue(decoding: served.text)
    #expect(error["error"]?["type"] == "not_found_error")
    #expect(error["error"]?["message"] == "model: nobody/knows")
    #expect(error["error"]?["details"]?["available_models"]?.array?.contains("fast") == true)
    #expect(error["request_id"] == "req_0")
  }

  @Test func theListHoldsWhatCanAnswerTheLatestFirst() async throws {
    let list = try await Self.list()
    let ids = Self.ids(list)
    #expect(ids.contains("claude-3-haiku-20240307"))
    #expect(ids.contains("fast"))
    #expect(ids.contains("sfdc_ai__DefaultOpenAIGPT4OmniMini"))
    #expect(!ids.contains { $0.contains("mbedding") })
    #expect(Set(ids).count == ids.count)
    let created = list["data"]?.array?.compactMap { $0["created"]?.int } ?? []
    #expect(created == created.sorted(by: >))
    #expect(list["has_more"] == false)
    #expect(list["first_id"]?.string == ids.first)
    #expect(list["last_id"]?.string == ids.last)
    #expect(list.object?.members.map(\.name) == ["data", "has_more", "first_id", "last_id"])
  }

  @Test(arguments: ["after_id", "before_id"])
  func pagesGoThroughTheWholeList(_ cursor: String) async throws {
    let all = try await Self.ids(Self.list())
    var seen: [String] = []
    var edge = cursor == "after_id" ? all[0] : all[all.count - 1]
    while true {
      let page = try await Self.list("?limit=7&\(cursor)=\(edge)")
      let ids = Self.ids(page)
      seen = cursor == "after_id" ? seen + ids : ids + seen
      guard page["has_more"] == true else { break }
      #expect(ids.count == 7)
      edge = try #require(cursor == "after_id" ? ids.last : ids.first)
    }
    #expect(seen == (cursor == "after_id" ? Array(all.dropFirst()) : Array(all.dropLast())))
  }

  @Test func anEmptyPageHasNoEdges() async throws {
    let last = try #require(try await Self.ids(Self.list()).last)
    let page = try await Self.server.getting("/anthropic/v1/models?after_id=\(last)")
    #expect(page.text == #"{"data":[],"has_more":false,"first_id":null,"last_id":null}"#)
  }

  static let queries = [
    ("?limit=0", "limit: Input should be from 1 to 1000"),
    ("?limit=1001", "limit: Input should be from 1 to 1000"),
    ("?limit=few", "limit: Input should be from 1 to 1000"),
    ("?after_id=x", "after_id: there is no model 'x'"),
    ("?before_id=", "before_id: there is no model ''"),
  ]

  @Test(arguments: queries)
  func aQueryThatCannotBeMeantIsRefused(_ query: String, _ sentence: String) async throws {
    let served = try await Self.server.getting("/anthropic/v1/models\(query)")
    #expect(served.status == 400)
    #expect(served.text.contains(#""message":"\#(sentence)""#))
  }

  @Test func theVersionIsRequired() async throws {
    #expect(try await Self.server.getting("/anthropic/v1/models", version: nil).status == 400)
    #expect(try await Self.server.getting("/anthropic/v1/models/fast", version: nil).status == 400)
    #expect(try await Self.server.getting("/v1/models", version: "1999-01-01").status == 400)
  }
}

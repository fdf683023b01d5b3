import HTTPTypes
import Testing
import Wire

@testable import CompatibleServer

struct OpenAIModelsTests {
  /// https://platform.openai.com/docs/api-reference/models/object
  private static func model(_ name: String) -> JSONValue {
    ["id": .string(name), "object": "model", "created": 1_709_386_587, "owned_by": "salesforce"]
  }

  @Test func theListHasTheDocumentedFields() async throws {
    let answer = try await CompatibleServer.alone().ask(.get, "/v1/models")
    #expect(answer.status == 200)
    #expect(answer.json == ["object": "list", "data": .array(ModelMap.sample.names.map(Self.model))])
  }

  @Test(arguments: [
    ("gpt-4o-mini", "gpt-4o-mini"), ("sfdc_ai__DefaultGPT41", "sfdc_ai__DefaultGPT41"),
    ("claude-3-5-sonnet-latest", "claude-3-5-sonnet-latest"), ("gpt%2D4o", "gpt-4o"),
    ("gpt-4o?beta=true", "gpt-4o"), ("org__custom", "org__custom"),
  ])
  func aModelIsFoundUnderAnyOfItsNames(_ path: String, id: String) async throws {
    let answer = try await CompatibleServer.alone().ask(.get, "/v1/models/\(path)")
    #expect(answer.status == 200)
    #expect(answer.json == Self.model(id))
  }

  @Test func anUnknownModelIsNotFound() async throws {
    let answer = try await CompatibleServer.alone().ask(.get, "/v1/models/llama")
    #expect(answer.status == 404)
    #expect(answer.json?["error"]?["code"] == "model_not_found")
    #expect(answer.json?["error"]?["details"]?["available_models"]?.array?.isEmpty == false)
  }
}

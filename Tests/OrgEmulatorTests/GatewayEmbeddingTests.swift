import OrgEmulator
import Testing
import Wire

@Suite struct GatewayEmbeddingTests {
  private let org = TestOrg()

  private func embed(_ body: String) async throws -> JSONValue {
    try await org.send(gatewayRequest("/embeddings", body), token: org.signIn()).json
  }

  @Test(arguments: ["", #""model": "llmgateway__OpenAITextEmbeddingAda_002", "#])
  func vectorsAreThoseOfTheOtherAPI(_ model: String) async throws {
    let vectors = try await embed(
      #"{\#(model)"input": ["a", "b"], "enable_pii_masking": false, "parameters": {}, "tags": null}"#)
    let other = try await org.send(
      platformRequest("\(ada)/embeddings", #"{"input": ["a", "b"]}"#), token: org.signIn())
    #expect(vectors == (try other.json))
    #expect(await org.ignoredFields == [:])
  }

  @Test(arguments: [
    ("embeddings", "embeddings", "embedding"), ("values", "embeddings", "values"),
    ("data", "data", "embedding"),
  ])
  func vectorsComeInEveryShapeThatClientsExpect(_ shape: String, _ list: String, _ vector: String)
    async throws
  {
    let json = try await embed(#"{"input": ["a [[embeddings: \#(shape)]]"]}"#)
    #expect(json.object?.members.map(\.name) == [list, "parameters"])
    #expect(json[list]?.array?[0][vector]?.array?.count == 1536)
  }

  @Test func aTextCanAskForAStatus() async throws {
    let request = gatewayRequest("/embeddings", #"{"input": ["good", "[[status: 400]]"]}"#)
    #expect(try await org.send(request, token: org.signIn()).status == 400)
  }
}

import FoundationEssentials
import HTTPTypes
import ModelsAPI
import TestSupport
import Testing
import Wire

@testable import CompatibleServer

struct ServedEmbeddingTests {
  /// Answers each text with its own number as the vector.
  private func models(
    usage: Bool = true, vector: @escaping @Sendable (String) -> String = { "[\($0)]" }
  ) -> ServedModels {
    let service = HTTPFunction { _, body in
      let inputs = try JSONValue(decoding: body)["input"]?.array?.compactMap(\.string) ?? []
      #expect((1...16).contains(inputs.count))
      let rows = inputs.enumerated().map { #"{"index":\#($0),"embedding":\#(vector($1))}"# }.reversed()
      let parameters =
        usage
        ? #","parameters":{"usage":{"prompt_tokens":\#(inputs.count),"total_tokens":\#(inputs.count)}}"# : ""
      let json = #"{"embeddings":[\#(rows.joined(separator: ","))]\#(parameters)}"#
      return HTTPReply(.ok, contentType: "application/json", Array(json.utf8))
    }
    let client = ModelsClient(
      service, speaking: ModelsREST(), retrying: RetryLoop(RetryPolicy(retries: 0), pause: { _ in }),
      now: { Date(timeIntervalSince1970: 0) })
    return ServedModels(client, map: ModelMap(textModel: "t", embeddingModel: "e"))
  }

  @Test(arguments: [0, 1, 15, 16, 17, 64, 100, 333])
  func everyInputHasItsVectorInOrder(_ count: Int) async throws {
    let inputs = (0..<count).map(String.init)
    let served = try await models().embed(EmbeddingRequest(model: "e", inputs: inputs))
    #expect(served.embeddings.map { String(decoding: $0.json, as: UTF8.self) } == inputs.map { "[\($0)]" })
    #expect(
      served.usage
        == (count == 0
          ? nil : Usage(inputTokens: Count(clamping: count), totalTokens: Count(clamping: count))))
  }

  @Test func whereNoCountCameNoneIsMadeUp() async throws {
    #expect(try await models(usage: false).embed(EmbeddingRequest(model: "e", inputs: ["1"])).usage == nil)
  }

  @Test func vectorsOfUnequalDimensionsInTwoBatchesAreRefused() async throws {
    let models = models { $0 == "20" || Int($0)! >= 16 ? "[1,2]" : "[1]" }
    let failure = try await #require(throws: ServerError.self) {
      _ = try await models.embed(EmbeddingRequest(model: "e", inputs: (0..<20).map(String.init)))
    }
    #expect(failure.upstream?.message == "The org's model service: it sent vectors of unequal dimensions")
  }

  @Test func anUpstreamWithoutEmbeddingsIsNamedWithAWayOut() async throws {
    let models = ServedModels.played(ScriptedService(), speaking: VectorlessDialect())
    let failure = try await #require(throws: ServerError.self) {
      _ = try await models.embed(EmbeddingRequest(model: "e", inputs: ["1"]))
    }
    let error = OpenAIError(failure)
    #expect(error.status == 400)
    #expect(
      error.message
        == "Not supported by the model's API: 'embeddings'. Start the server with --api models.")
  }

  @Test func parametersThatTheUpstreamLacksAreRefusedByName() async throws {
    var request = EmbeddingRequest(model: "e", inputs: ["1"])
    request.parameters = ["dimensions": 256]
    let failure = try await #require(throws: ServerError.self) { _ = try await models().embed(request) }
    guard case .unsupported(["dimensions"], _) = failure else {
      Issue.record("\(failure)")
      return
    }
  }
}

import ModelsAPI
import TestSupport
import Testing
import Wire

@testable import CompatibleServer

struct EmbeddingsTests {
  private static let vectors = """
    {"embeddings":[{"index":1,"embedding":[2.0e-5,-1]},{"index":0,"embedding":[0.10,1.50]}],\
    "parameters":{"usage":{"prompt_tokens":8,"total_tokens":8}}}
    """

  /// https://platform.openai.com/docs/api-reference/embeddings/object
  @Test func digitsAreNotTouched() async throws {
    let org = ScriptedService([.json(Self.vectors)])
    let answer = try await CompatibleServer(org, .models).post(
      "/v1/embeddings", #"{"model":"text-embedding-3-small","input":["a","b"],"dimensions":2,"user":"u"}"#)
    #expect(
      answer.body == """
        {"object":"list","data":[{"object":"embedding","embedding":[0.10,1.50],"index":0},\
        {"object":"embedding","embedding":[2.0e-5,-1],"index":1}],"model":"text-embedding-3-small",\
        "usage":{"prompt_tokens":8,"total_tokens":8}}
        """)
    #expect(org.bodies == [#"{"input":["a","b"]}"#])
  }

  @Test func vectorsCanBeBytes() async throws {
    let answer = try await CompatibleServer(ScriptedService([.json(Self.vectors)]), .models).post(
      "/v1/embeddings", #"{"model":"ada__","input":["a","b"],"encoding_format":"base64"}"#)
    // struct.pack('<2f', 0.1, 1.5) and struct.pack('<2f', 2e-05, -1.0)
    #expect(answer.json?["data"]?.array?.map { $0["embedding"]?.string } == ["zczMPQAAwD8=", "rMWnNwAAgL8="])
  }

  @Test(arguments: [
    (#"{"model":"m"}"#, "Missing required parameter: 'input'."),
    (#"{"model":"m","input":[]}"#, "Invalid value for 'input': an empty text has no vector."),
    (#"{"model":"m","input":["a",""]}"#, "Invalid value for 'input': an empty text has no vector."),
    (
      #"{"model":"m","input":["a",1]}"#, "Invalid type for 'input': expected a string or an array of strings."
    ),
    (
      #"{"model":"m","input":"a","encoding_format":"hex"}"#,
      "Invalid value for 'encoding_format': 'hex' is none of 'float' and 'base64'."
    ),
    (#"{"model":"m","input":"a","dimensions":0}"#, "Invalid 'dimensions': must be at least 1."),
    (#"{"model":"m","input":[[15339,1917]]}"#, tokens), (#"{"model":"m","input":[15339,1917]}"#, tokens),
  ])
  func whatCannotBeHadIsRefused(_ body: String, _ message: String) async throws {
    let answer = try await CompatibleServer.alone().post("/v1/embeddings", body)
    #expect(answer.status == 400)
    #expect(answer.json?["error"]?["message"]?.string == message)
  }

  private static let tokens = """
    'input' holds token ids; only text is supported. With LangChain, set \
    OpenAIEmbeddings(check_embedding_ctx_length=False).
    """

  @Test func anotherNumberOfDimensionsIsRefused() async throws {
    let answer = try await CompatibleServer(ScriptedService([.json(Self.vectors)]), .models).post(
      "/v1/embeddings", #"{"model":"m","input":["a","b"],"dimensions":512}"#)
    #expect(answer.status == 400)
    #expect(
      answer.json?["error"] == [
        "message": "'dimensions' cannot be 512: vectors of this model have 2.",
        "type": "invalid_request_error",
        "param": "dimensions", "code": nil,
      ])
  }
}

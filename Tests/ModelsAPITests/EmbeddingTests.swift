import ModelsAPI
import TestSupport
import Testing
import Wire

/// Vectors: in the inputs' order, complete, and with the service's own digits.
struct EmbeddingTests {
  private func embed(_ count: Int, _ json: String) async throws -> EmbeddingReply {
    let request = EmbeddingRequest(model: "m", inputs: (0..<count).map { "text \($0)" })
    return try await ModelsClient(ScriptedService(success(json))).embed(request)
  }

  @Test func keepsTheServicesDigits() async throws {
    let json = """
      {"embeddings": [{"embedding": [0.0015662104, -2.0e-5,1.50 , 7],"index": 0}],
       "parameters": {"usage": {"prompt_tokens": 11, "total_tokens": 11}, "model": "ada", "object": "list"}}
      """
    let expected = EmbeddingReply(
      embeddings: [Embedding(json: bytes("[0.0015662104, -2.0e-5,1.50 , 7]")[...], dimensions: 4)],
      usage: Usage(inputTokens: 11, totalTokens: 11), answeringModel: "ada", requestID: "r-1",
      body: bytes(json))
    #expect(try await embed(1, json) == expected)
  }

  @Test(arguments: [
    (#"{"embeddings":[{"embedding":[0],"index":0},{"embedding":[1],"index":1},{"embedding":[2],"index":2}]}"#),
    (#"{"embeddings":[{"index":2,"embedding":[2]},{"index":0,"embedding":[0]},{"index":1,"embedding":[1]}]}"#),
    (#"{"embeddings":[{"embedding":[0]},{"embedding":[1]},{"embedding":[2]}]}"#),
    (#"{"embeddings":[{"embedding":[0],"index":null},{"embedding":[1],"index":1.0},{"embedding":[2]}],"parameters":null}"#),
    (#"{"parameters":{"usage":null},"more":[{}],"embeddings":[{"embedding":[0]},{"embedding":[1]},{"embedding":[2]}]}"#),
  ])
  func putsVectorsInTheInputsOrder(_ json: String) async throws {
    let reply = try await embed(3, json)
    #expect(reply.embeddings.map { String(decoding: $0.json, as: UTF8.self) } == ["[0]", "[1]", "[2]"])
  }

  @Test(arguments: [
    (2, #"{"embeddings":[{"embedding":[0],"index":0}]}"#, 1),
    (1, #"{"embeddings":[{"embedding":[0],"index":0},{"embedding":[1],"index":1}]}"#, 2),
    (2, #"{"embeddings":[{"embedding":[0],"index":0},{"embedding":[1],"index":0}]}"#, 1),
    (2, #"{"embeddings":[{"embedding":[0],"index":0},{"embedding":[1],"index":5}]}"#, 1),
    (2, #"{"embeddings":[{"embedding":[0],"index":1},{"embedding":[1],"index":2}]}"#, 1),
    (2, #"{"embeddings":[{"embedding":[0],"index":-1},{"embedding":[1],"index":0}]}"#, 1),
    (2, #"{"embeddings":[{"embedding":[0]},{"embedding":[1],"index":0}]}"#, 1),
    (2, #"{"embeddings":[{"embedding":[0]},{}]}"#, 1),
  ])
  func refusesAnIncompleteAnswer(_ expected: Int, _ json: String, _ received: Int) async {
    let failure = ModelsFailure.wrongNumberOfEmbeddings(
      expected: expected, received: received, requestID: "r-1")
    await #expect(throws: failure) { try await embed(expected, json) }
  }

  @Test(
    arguments: [
      ("[]", "0", .empty), ("[ ]", "null", .empty), ("[1e999]", "0", .outOfRange),
      ("[0.5,-1e999]", "0", .outOfRange), ("[1e39]", "0", .outOfRange),
      ("[0.5]", "0.5", .index("0.5")), ("[0.5]", "1e-1", .index("1e-1")), ("[0.5]", "1e999", .index("1e999")),
      ("[0.5]", "9223372036854775808", .index("9223372036854775808")),
      ("[0.5]", "\"0\"", .index("\"0\"")), ("[0.5]", "false", .index("false")),
      ("[0.5]", "[0]", .index("[0]")),
    ] as [(String, String, UnusableEmbedding)])
  func refusesVectorsThatAreNone(_ vector: String, _ index: String, _ fault: UnusableEmbedding) async {
    for members in ["\"embedding\":\(vector),\"index\":\(index)", "\"index\":\(index),\"values\":\(vector)"] {
      for list in ["embeddings", "data"] {
        await #expect(throws: ModelsFailure.unusableEmbedding(fault, requestID: "r-1")) {
          try await embed(1, "{\"\(list)\":[{\(members)}]}")
        }
      }
    }
  }

  @Test(arguments: ["-1", "-9223372036854775808", "9223372036854775807", "4611686018427387904", "1"])
  func refusesIndexesOfNoInput(_ index: String) async {
    await #expect(
      throws: ModelsFailure.wrongNumberOfEmbeddings(expected: 1, received: 0, requestID: "r-1")
    ) {
      try await embed(1, "{\"embeddings\":[{\"embedding\":[0.5],\"index\":\(index)}]}")
    }
  }

  @Test func refusesVectorsOfUnequalDimensions() async {
    await #expect(throws: ModelsFailure.unequalDimensions([1, 2], requestID: "r-1")) {
      try await embed(2, #"{"embeddings":[{"embedding":[0]},{"embedding":[1,2]}]}"#)
    }
  }

  @Test(arguments: [
    ("{}", "embeddings"), ("[]", "embeddings[].embedding"),
    (#"{"embeddings":null}"#, "embeddings[].embedding"),
    (#"{"embeddings":[null]}"#, "embeddings[].embedding"),
    (#"{"embeddings":[{"embedding":null}]}"#, "embeddings[].embedding"),
    (#"{"embeddings":[{"embedding":["0.1"]}]}"#, "embeddings[].embedding"),
    (#"{"embeddings":[{"embedding":[[0.1]]}]}"#, "embeddings[].embedding"),
    (#"{"embeddings":[{"embedding":[0.1,NaN]}]}"#, "embeddings[].embedding"),
    (#"{"embeddings":[{"embedding":[-Infinity]}]}"#, "embeddings[].embedding"),
    (#"{"data":[{"embedding":[nan]}]}"#, "embeddings[].embedding"),
  ])
  func namesWhatAnAnswerLacks(_ json: String, _ missing: String) async {
    await #expect(throws: ModelsFailure.otherShape(missing: missing, requestID: "r-1")) {
      try await embed(1, json)
    }
  }

  @Test(arguments: [#"{"embeddings":[]}"#, #"{"embeddings":[{"index":0}]}"#, #"{"data":[{"vector":[0.1]}]}"#])
  func countsTheVectorsOfAnAnswer(_ json: String) async {
    let failure = ModelsFailure.wrongNumberOfEmbeddings(expected: 1, received: 0, requestID: "r-1")
    await #expect(throws: failure) { try await embed(1, json) }
  }

  @Test func noCutOfAnAnswerPassesForAWhole() async throws {
    let whole =
      #"{"embeddings":[{"embedding":[0.5,1],"index":0}],"parameters":{"usage":{"prompt_tokens":1}}}"#
    for length in 0..<whole.utf8.count {
      let error = await #expect(throws: ModelsFailure.self) {
        try await embed(1, String(whole.prefix(length)))
      }
      guard case .notJSON = error else {
        Issue.record("cut at \(length): \(String(describing: error))")
        continue
      }
    }
  }

  @Test func expectsAsManyVectorsAsInputsWereSent() async throws {
    var request = EmbeddingRequest(model: "m", inputs: ["a"])
    request.extraFields = ["input": ["b", "c"]]
    let upstream = ScriptedService(success(#"{"embeddings":[{"embedding":[0]},{"embedding":[1]}]}"#))
    #expect(try await ModelsClient(upstream).embed(request).embeddings.count == 2)
  }
}

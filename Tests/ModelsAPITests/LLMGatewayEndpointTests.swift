import HTTPTypes
import ModelsAPI
import TestSupport
import Testing
import Wire

/// Embeddings, feedback, plug-ins and batches on the gateway: their requests to the byte, and their answers.
struct LLMGatewayEndpointTests {
  private static let fields = """
    x-client-feature-id: ai-platform-models-connected-app
    x-sfdc-app-context: EinsteinGPT
    """

  @Test func sendsTextsToBeEmbedded() async throws {
    let upstream = ScriptedService(success(#"{"embeddings":[{"embedding":[0.1],"index":0}]}"#))
    var request = EmbeddingRequest(
      model: "m", inputs: ["one"], localization: Localization(defaultLocale: "de"), tags: ["a": 1],
      extraFields: ["x": 2])
    (request.masksPersonalData, request.parameters) = (true, ["dimensions": 8])
    _ = try await ModelsClient(upstream, speaking: LLMGateway()).embed(request)
    #expect(
      upstream.requests == [
        """
        POST /embeddings
        \(Self.fields)
        Content-Type: application/json
        Accept: application/json

        {"input":["one"],"model":"m","enable_pii_masking":true,"parameters":{"dimensions":8},\
        "localization":{"default_locale":"de"},"tags":{"a":1},"x":2}
        """
      ])
  }

  @Test(arguments: [
    #"{"embeddings":[{"embedding":[1,2],"index":1},{"embedding":[0.10,2e-5],"index":0}]}"#,
    #"{"embeddings":[{"values":[0.10,2e-5]},{"values":[1,2]}]}"#,
    #"{"object":"list","data":[{"object":"embedding","embedding":[0.10,2e-5],"index":0},{"embedding":[1,2],"index":1}]}"#,
  ])
  func readsVectorsInEveryShape(_ json: String) async throws {
    let upstream = ScriptedService(success(json))
    let reply = try await ModelsClient(upstream, speaking: LLMGateway()).embed(
      EmbeddingRequest(model: "m", inputs: ["a", "b"]))
    #expect(reply.embeddings.map { String(decoding: $0.json, as: UTF8.self) } == ["[0.10,2e-5]", "[1,2]"])
    #expect(reply.body == bytes(json))
  }

  @Test(arguments: [
    #"{"embeddings":[{"embedding":[1]}],"parameters":{"usage":{"prompt_tokens":3,"total_tokens":3}}}"#,
    #"{"data":[{"embedding":[1]}],"usage":{"prompt_tokens":3,"total_tokens":3}}"#,
  ])
  func readsWhatVectorsCost(_ json: String) async throws {
    let reply = try await ModelsClient(ScriptedService(success(json)), speaking: LLMGateway()).embed(
      EmbeddingRequest(model: "m", inputs: ["a"]))
    #expect(reply.usage == Usage(inputTokens: 3, totalTokens: 3))
  }

  @Test func sendsFeedbackInSnakeCase() async throws {
    let upstream = ScriptedService("HTTP/1.1 202 Accepted\nx-request-id: r-1\n\n{\"message\":\"Thank you!\"}")
    var feedback = Feedback(id: "f-1", generationID: "g-1", verdict: .bad, text: "Wrong")
    (feedback.source, feedback.appFeedback, feedback.turnID) = ("human", ["a": [1]], "t-1")
    (feedback.appGenerationID, feedback.appGeneration, feedback.extraFields) = ("ag-1", "text", ["x": 1])
    let receipt = try await ModelsClient(upstream, speaking: LLMGateway()).submit(feedback)
    #expect(
      upstream.requests == [
        """
        POST /feedback
        \(Self.fields)
        Content-Type: application/json
        Accept: application/json

        {"id":"f-1","generation_id":"g-1","feedback":"BAD","feedback_text":"Wrong","source":"human",\
        "app_feedback":{"a":[1]},"app_generation_id":"ag-1","app_generation":"text","turn_id":"t-1","x":1}
        """
      ])
    #expect(
      receipt
        == FeedbackReceipt(message: "Thank you!", requestID: "r-1", body: bytes(#"{"message":"Thank you!"}"#))
    )
  }

  @Test func sendsNoVerdictAsNull() {
    let feedback = Feedback(id: "f", generationID: "g", verdict: nil, text: "Hm")
    #expect(
      LLMGateway().submit(feedback)?.body
        == bytes(#"{"id":"f","generation_id":"g","feedback":null,"feedback_text":"Hm"}"#))
  }

  @Test func carriesAPluginsWordsUnchanged() async throws {
    let upstream = ScriptedService(success("any {bytes"))
    let reply = try await ModelsClient(upstream, speaking: LLMGateway()).call(
      PluginRequest("a/b", data: try #require(try JSONValue(decoding: #"{"z":1.50,"a":[null]}"#).object)))
    #expect(
      upstream.requests == [
        """
        POST /plugins/a%2Fb/generations
        \(Self.fields)
        Content-Type: application/json
        Accept: application/json

        {"z":1.50,"a":[null]}
        """
      ])
    #expect(reply == PluginReply(requestID: "r-1", body: bytes("any {bytes")))
  }

  @Test func passesOnAPluginsEvents() async throws {
    let upstream = ScriptedService([
      .stream([bytes("event: step\ndata: 1\n\n"), bytes("data: not json\n\n")])
    ])
    var stream = try await ModelsClient(upstream, speaking: LLMGateway()).stream(
      PluginRequest("p", data: [:]))
    var events: [ServerSentEvent] = []
    while let more = try await stream.next() { events += more }
    #expect(
      events == [
        ServerSentEvent("step", data: bytes("1")), ServerSentEvent(data: bytes("not json")),
      ])
    #expect(
      upstream.requests == [
        """
        POST /plugins/p/generations/stream
        \(Self.fields)
        Content-Type: application/json
        Accept: text/event-stream

        {}
        """
      ])
  }

  @Test func reportsAPluginsError() async throws {
    let upstream = ScriptedService([
      .stream([bytes("data: 1\n\nevent: error\ndata: {\"message\":\"no\"}\n\n")])
    ])
    var stream = try await ModelsClient(upstream, speaking: LLMGateway()).stream(
      PluginRequest("p", data: [:]))
    #expect(try await stream.next() == [ServerSentEvent(data: bytes("1"))])
    let refusal = Refusal(status: 200, message: "no", requestID: "r-1")
    await #expect(throws: ModelsFailure.brokenStream(refusal)) { try await stream.next() }
  }

  @Test func submitsABatch() async throws {
    let upstream = ScriptedService("HTTP/1.1 202 Accepted\n\n{\"jobId\":\"j-1\",\"status\":\"ACCEPTED\"}")
    let job = try await ModelsClient(upstream, speaking: LLMGateway()).submit(
      BatchRequest(
        model: "m", source: .init(type: "s3", uri: "s3://b/k", format: "jsonl", options: ["region": "x"]),
        masksPersonalData: false, localization: Localization(defaultLocale: "de"), parameters: ["a": 1],
        extraFields: ["x": 1]))
    #expect(
      upstream.requests == [
        """
        POST /batch/embeddings
        \(Self.fields)
        Content-Type: application/json
        Accept: application/json

        {"data_source":{"type":"s3","uri":"s3://b/k","format":"jsonl","options":{"region":"x"}},"model":"m",\
        "enable_pii_masking":false,"localization":{"default_locale":"de"},"parameters":{"a":1},"x":1}
        """
      ])
    #expect(
      job == BatchJob(id: "j-1", status: .accepted, body: bytes(#"{"jobId":"j-1","status":"ACCEPTED"}"#)))
  }

  @Test func asksForAJobWithoutABody() async throws {
    let json =
      #"{"jobId":"j/1","status":"FAILED","startTime":"2026-01-01T00:00:00Z","endTime":"later","error":"bad"}"#
    let upstream = ScriptedService(success(json))
    let job = try await ModelsClient(upstream, speaking: LLMGateway()).status(of: "j/1")
    #expect(upstream.requests == ["GET /batch/j%2F1\n\(Self.fields)\nAccept: application/json\n\n"])
    #expect(
      job
        == BatchJob(
          id: "j/1", status: .failed, startTime: "2026-01-01T00:00:00Z", endTime: "later", error: "bad",
          requestID: "r-1", body: bytes(json)))
  }

  @Test(
    arguments: [
      ("ACCEPTED", .accepted, false), ("RUNNING", .running, false), ("SUCCEEDED", .succeeded, true),
      ("FAILED", .failed, true), ("running", .running, false), ("QUEUED", .other("QUEUED"), false),
    ] as [(String, BatchJob.Status, Bool)])
  func readsHowFarAJobIs(_ text: String, _ status: BatchJob.Status, _ isFinal: Bool) {
    #expect(BatchJob.Status(text) == status)
    #expect(status.isFinal == isFinal)
    #expect(status.description == (status == .running ? "RUNNING" : text))
  }

  @Test func missesAJobsIDAndStatus() async {
    let client = ModelsClient(ScriptedService(success("{}"), success("{}")), speaking: LLMGateway())
    await #expect(throws: ModelsFailure.otherShape(missing: "jobId", requestID: "r-1")) {
      try await client.submit(BatchRequest(model: "m", source: .init(type: "s3", uri: "u")))
    }
    await #expect(throws: ModelsFailure.otherShape(missing: "status", requestID: "r-1")) {
      try await client.status(of: "j")
    }
  }

  @Test func asksTwiceOnlyWhereThatDoesNoHarm() {
    let gateway = LLMGateway()
    let plugin = PluginRequest("p", data: [:])
    #expect(gateway.call(plugin)?.isRepeatable == false)
    #expect(gateway.stream(plugin)?.isRepeatable == false)
    #expect(
      gateway.submit(BatchRequest(model: "m", source: .init(type: "s3", uri: "u")))?.isRepeatable == false)
    #expect(gateway.status(of: "j")?.isRepeatable == true)
    #expect(gateway.chat(.hello).isRepeatable)
    #expect(gateway.stream(.hello)?.isRepeatable == true)
  }
}

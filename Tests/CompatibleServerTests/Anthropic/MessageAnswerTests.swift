import HTTPTypes
import ModelsAPI
import Synchronization
import TestSupport
import Testing
import Wire

@testable import CompatibleServer

/// Requests through the whole server, to an org that answers on the wire.
struct MessageAnswerTests {
  private static func gatewayAnswer(_ generation: String) -> ScriptedService.Reply {
    .answer(
      status: 200,
      #"""
      {"id": "chatcmpl-1", "generation_details": {"generations": [{"id": "g1", "role": "assistant", \#(generation)}],
       "parameters": {"provider": "openai", "model": "gpt-4o-mini-2024-07-18",
         "usage": {"prompt_tokens": 23, "completion_tokens": 48, "total_tokens": 71}}}, "other_details": null}
      """#)
  }

  private static let hello = #"""
    {"model": "claude-3-haiku-20240307", "messages": [{"role": "user", "content": "Hello, Claude! How are you today?"}],
     "max_tokens": 1000, "temperature": 0.7, "system": "You are a helpful AI assistant.", "stream": false}
    """#

  @Test(arguments: ["/anthropic/v1/messages", "/v1/messages", "/v1/messages?beta=false"])
  func aMessageIsAnswered(_ path: String) async throws {
    let service = ScriptedService(
      Self.gatewayAnswer(#""content": "I'm \"well\".", "parameters": {"finish_reason": "stop"}"#))
    let served = try await CompatibleServer.played(by: service, speaking: LLMGateway()).posting(
      path, Self.hello)
    #expect(
      try served.text
        == compact(
          #"""
          {"id": "msg_1", "type": "message", "role": "assistant", "model": "claude-3-haiku-20240307",
           "content": [{"type": "text", "text": "I'm \"well\".", "citations": null}],
           "stop_reason": "end_turn", "stop_sequence": null, "stop_details": null, "container": null,
           "usage": {"input_tokens": 23, "cache_creation_input_tokens": 0, "cache_read_input_tokens": 0,
             "output_tokens": 48, "output_tokens_details": null, "server_tool_use": null,
             "cache_creation": null, "service_tier": "standard", "inference_geo": null}}
          """#))
    #expect(served.status == 200)
    #expect(served.headers[.contentType] == "application/json")
    #expect(served.headers[.requestID] == "req_0")
    #expect(served.headers[.ignoredSettings] == nil)
    #expect(
      try service.bodies == [
        compact(
          #"""
          {"model": "sfdc_ai__DefaultBedrockAnthropicClaude3Haiku", "messages": [
            {"role": "system", "content": "You are a helpful AI assistant."},
            {"role": "user", "content": "Hello, Claude! How are you today?"}],
           "generation_settings": {"max_tokens": 1000, "temperature": 0.7}}
          """#)
      ])
  }

  @Test(arguments: ["?beta=true", "?x&beta=true&y=1"])
  func theBetaSurfaceHasFurtherMembers(_ query: String) async throws {
    let service = ScriptedService(
      Self.gatewayAnswer(#""content": "Hi", "parameters": {"finish_reason": "stop"}"#))
    let served = try await CompatibleServer.played(by: service, speaking: LLMGateway()).posting(
      "/v1/messages\(query)", Self.hello)
    #expect(
      try served.text
        == compact(
          #"""
          {"id": "msg_1", "type": "message", "role": "assistant", "model": "claude-3-haiku-20240307",
           "content": [{"type": "text", "text": "Hi", "citations": null}],
           "stop_reason": "end_turn", "stop_sequence": null, "stop_details": null, "container": null,
           "diagnostics": null, "context_management": null,
           "usage": {"input_tokens": 23, "cache_creation_input_tokens": 0, "cache_read_input_tokens": 0,
             "output_tokens": 48, "output_tokens_details": null, "server_tool_use": null,
             "cache_creation": null, "service_tier": "standard", "inference_geo": null,
             "fallback_credit": null, "iterations": null, "speed": null}}
          """#))
  }

  @Test(arguments: ["", "call 1", "call.1", "é", "call/1"])
  func anIDThatClientsDoNotTakeIsReplaced(_ id: String) {
    let identity = AnswerIdentity.sample()
    #expect(identity.callID(id) == "toolu_2")
    #expect(identity.callID("call_A-1") == "call_A-1")
  }

  @Test func aMessageWithoutItsLimitIsRefused() async throws {
    let body = #"{"model": "fast", "messages": [{"role": "user", "content": "Hi"}]}"#
    let server = CompatibleServer.played(by: ScriptedService())
    let served = try await server.posting("/v1/messages", body)
    #expect(served.status == 400)
    #expect(
      try JSONValue(decoding: served.text)["error"] == [
        "type": "invalid_request_error", "message": "Missing required parameter: max_tokens",
      ])
    #expect(try await server.posting("/v1/messages/count_tokens", body).status == 200)
  }

  @Test func callsAreBlocksBehindTheText() async throws {
    let service = ScriptedService(
      Self.gatewayAnswer(
        #"""
        "content": "Let me see.", "parameters": {"finish_reason": "tool_calls"}, "tool_invocations": [
          {"id": "call_1", "type": "function", "function": {"name": "look", "arguments": " {\"at\": [1.50]} "}},
          {"id": "", "type": "function", "function": {"name": "wait", "arguments": ""}},
          {"id": "call_3", "type": "function", "function": {"name": "look", "arguments": "{\"at\": "}},
          {"id": "call_4", "type": "function", "function": {"name": "look", "arguments": "[1]"}}]
        """#))
    let served = try await CompatibleServer.played(by: service, speaking: LLMGateway())
      .posting("/v1/messages", Self.hello)
    #expect(
      served.text
        == #"""
        {"id":"msg_1","type":"message","role":"assistant","model":"claude-3-haiku-20240307","content":[{"type":"text","text":"Let me see.","citations":null},{"type":"tool_use","id":"call_1","name":"look","input":{"at": [1.50]},"caller":{"type":"direct"}},{"type":"tool_use","id":"toolu_2","name":"wait","input":{},"caller":{"type":"direct"}},{"type":"tool_use","id":"call_3","name":"look","input":{"INVALID_JSON":"{\"at\": "},"caller":{"type":"direct"}},{"type":"tool_use","id":"call_4","name":"look","input":{"INVALID_JSON":"[1]"},"caller":{"type":"direct"}}],"stop_reason":"tool_use","stop_sequence":null,"stop_details":null,"container":null,"usage":{"input_tokens":23,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":48,"output_tokens_details":null,"server_tool_use":null,"cache_creation":null,"service_tier":"standard","inference_geo":null}}
        """#)
  }

  @Test func whatTheModelsAPIDoesNotHaveIsNamedInAHeader() async throws {
    let service = ScriptedService(
      .answer(
        status: 200,
        #"""
        {"id": "x", "generationDetails": {"generations": [
          {"id": "g", "role": "assistant", "content": "One, two STOP three"}], "parameters": {"usage": {
          "inputTokens": 5, "outputTokens": 6}}}}
        """#))
    let served = try await CompatibleServer.played(by: service).posting(
      "/v1/messages",
      #"""
      {"model": "claude-3-haiku-20240307", "messages": [{"role": "user", "content": "Count"}], "top_k": 1,
       "max_tokens": 1000, "temperature": 0.7, "stop_sequences": ["END", "STOP"], "metadata": {"user_id": "u"}}
      """#)
    #expect(
      try served.text
        == compact(
          #"""
          {"id": "msg_1", "type": "message", "role": "assistant", "model": "claude-3-haiku-20240307",
           "content": [{"type": "text", "text": "One, two ", "citations": null}],
           "stop_reason": "stop_sequence", "stop_sequence": "STOP", "stop_details": null, "container": null,
           "usage": {"input_tokens": 5, "cache_creation_input_tokens": 0, "cache_read_input_tokens": 0,
             "output_tokens": 6, "output_tokens_details": null, "server_tool_use": null,
             "cache_creation": null, "service_tier": "standard", "inference_geo": null}}
          """#))
    let ignored = served.headers[.ignoredSettings]?.split(separator: ", ").sorted()
    #expect(ignored == ["max_tokens", "temperature", "top_k"])
  }

  @Test func anAnswerOfNothingHasNoBlocks() async throws {
    let service = ScriptedService(
      Self.gatewayAnswer(#""content": "", "parameters": {"finish_reason": "content_filter"}"#))
    let served = try await CompatibleServer.played(by: service, speaking: LLMGateway())
      .posting("/v1/messages", Self.hello)
    #expect(served.text.contains(#""content":[],"stop_reason":"refusal","stop_sequence":null"#))
  }

  @Test func anImageIsRefusedWhereTheUpstreamCannotTakeIt() async throws {
    let served = try await CompatibleServer.played(by: ScriptedService()).posting(
      "/v1/messages",
      #"""
      {"model": "fast", "max_tokens": 9, "messages": [{"role": "user", "content": [
        {"type": "image", "source": {"type": "url", "url": "https://example.com/cat.png"}}]}]}
      """#)
    #expect(served.status == 400)
    #expect(served.text.contains(#""type":"invalid_request_error""#))
    #expect(served.text.contains("image"))
  }

  @Test func fieldsWithoutMeaningAreNamedOnceInTheLog() async throws {
    let lines = Mutex<[String]>([])
    var configuration = CompatibleServer.Configuration.counting()
    configuration.log = { line in lines.withLock { $0.append(line) } }
    let answer = Self.gatewayAnswer(#""content": "Hi", "parameters": {"finish_reason": "stop"}"#)
    let server = CompatibleServer.played(
      by: ScriptedService(answer, answer), speaking: LLMGateway(), configuration)
    let request = #"""
      {"model": "fast", "max_tokens": 9, "messages": [{"role": "user", "content": "Hi"}], "metadata": {"user_id": "u"},
       "thinking": {"type": "adaptive"}, "no_one_knows": 1}
      """#
    for _ in 1...2 {
      let served = try await server.posting("/v1/messages", request)
      #expect(served.headers[.ignoredSettings] == nil)
    }
    let log = lines.withLock { $0 }
    #expect(log.map { $0.hasSuffix(" ignored=metadata,thinking") } == [true, false])
    #expect(log.allSatisfy { $0.contains(" model=fast in=23 out=48 ") })
  }
}

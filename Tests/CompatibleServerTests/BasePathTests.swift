import HTTPTypes
import TestSupport
import Testing
import Wire

@testable import CompatibleServer

/// Paths as clients put them together from a base URL.
struct BasePathTests {
  private static let body = #"{"max_tokens":9,"messages":[{"role":"user","content":"Hi"}]}"#

  private func ask(_ method: HTTPRequest.Method, _ path: String, _ body: String = body) async throws -> Answer
  {
    try await CompatibleServer(ScriptedService([.chat("Hello")]))
      .ask(method, path, [("anthropic-version", "2023-06-01")], body: body)
  }

  @Test(arguments: [
    "//v1/chat/completions", "/v1//chat/completions", "/v1/v1/chat/completions", "/chat/completions",
    "//chat/completions/", "/v1/v1/v1/chat/completions/", "/anthropic/v1/chat/completions",
    "/anthropic/chat/completions", "/openai/v1/chat/completions?x=1",
  ])
  func aChatIsServed(_ path: String) async throws {
    let answer = try await ask(.post, path)
    #expect(answer.status == 200)
    #expect(answer.json?["object"] == "chat.completion")
  }

  @Test(arguments: [
    "//v1/messages", "/v1/v1/messages", "/messages", "/anthropic/messages", "/anthropic/v1/v1/messages",
    "//anthropic//v1//messages", "/v1/anthropic/v1/messages", "/openai/v1/messages", "/messages?beta=true",
  ])
  func aMessageIsServed(_ path: String) async throws {
    let answer = try await ask(.post, path)
    #expect(answer.status == 200)
    #expect(answer.json?["type"] == "message")
  }

  @Test(arguments: [
    ("/responses", #"{"input":"Hi"}"#, "response"), ("/v1/v1/responses", #"{"input":"Hi"}"#, "response"),
    ("/completions", #"{"prompt":"Hi"}"#, "text_completion"),
    ("/anthropic/v1/completions", #"{"prompt":"Hi"}"#, "text_completion"),
    ("/responses/input_tokens", #"{"input":"Hi"}"#, "response.input_tokens"),
  ])
  func theOtherEndpointsAreServed(_ path: String, _ body: String, _ object: String) async throws {
    let answer = try await ask(.post, path, body)
    #expect(answer.status == 200)
    #expect(answer.json?["object"]?.string == object)
  }

  @Test(arguments: ["/models", "/v1/v1/models", "//v1/models", "/models/gpt-4o", "/openai/models"])
  func theModelsAreServed(_ path: String) async throws {
    #expect(try await CompatibleServer.alone().ask(.get, path).status == 200)
  }

  @Test(arguments: ["/anthropic/models", "/anthropic/v1/v1/models/gpt-4o"])
  func anthropicsModelsAreServed(_ path: String) async throws {
    let answer = try await ask(.get, path)
    #expect(answer.status == 200)
    #expect(answer.json?["data"]?.array?.first?["type"] ?? answer.json?["type"] == "model")
  }

  @Test(arguments: [
    ("/v1/chat/completions/chat/completions", "/v1/chat/completions"),
    ("/api/v2/messages", "/v1/messages"), ("/v1/responses/v1/responses", "/v1/responses"),
    ("/x/embeddings", "/v1/embeddings"),
  ])
  func whatIsNotCertainIsNamed(_ path: String, _ meant: String) async throws {
    let answer = try await CompatibleServer.alone().post(path, Self.body)
    #expect(answer.status == 404)
    #expect(answer.json?["error"]?["message"]?.string?.contains("Did you mean \(meant)?") == true)
  }

  @Test(arguments: ["/anthropic/v1/chat", "/v1/messages/x", "/anthropic/v2/nothing"])
  func anthropicsClientsLearnTheBaseURL(_ path: String) async throws {
    let answer = try await ask(.post, path)
    #expect(answer.status == 404)
    #expect(
      answer.json?["error"]?["message"]?.string?.contains("which makes the base URL /anthropic") == true)
  }

  @Test(arguments: [
    ("/v1/chat/completions", #"{"input":"Hi"}"#, "messages", "/v1/responses"),
    ("/v1/chat/completions", #"{"prompt":"Hi"}"#, "messages", "/v1/completions"),
    ("/v1/completions", #"{"messages":[]}"#, "prompt", "/v1/chat/completions"),
    ("/v1/responses", #"{"messages":[{"role":"user","content":"Hi"}]}"#, "input", "/v1/chat/completions"),
    ("/v1/embeddings", #"{"messages":[]}"#, "input", "/v1/chat/completions"),
    ("/v1/messages", #"{"max_tokens":9,"input":"Hi"}"#, "messages", "/v1/responses"),
  ])
  func aBodyOfAnotherFormLearnsWhereItBelongs(
    _ path: String, _ body: String, _ lacking: String, _ right: String
  ) async throws {
    let answer = try await ask(.post, path, body)
    #expect(answer.status == 400)
    let message = try #require(answer.json?["error"]?["message"]?.string)
    #expect(message.hasPrefix("Missing required parameter: '\(lacking)'."))
    #expect(message.hasSuffix("belongs to \(right)."))
  }

  /// Both APIs' forms at the other one's endpoint.
  @Test func theOtherVendorsFormIsReadWhereItIsCertain() async throws {
    let anthropic = """
      {"system":[{"type":"text","text":"Be brief."}],"messages":[
        {"role":"user","content":[{"type":"text","text":"List."}]},
        {"role":"assistant","content":[{"type":"thinking","thinking":"x","signature":"y"},
          {"type":"tool_use","id":"t1","name":"ls","input":{"a":1}}]},
        {"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":"a.txt"}]}],
       "tools":[{"name":"ls","description":"Lists","input_schema":{"type":"object","properties":{}}}],
       "tool_choice":{"type":"any"},"max_tokens":9}
      """
    let openAI = """
      {"messages":[
        {"role":"system","content":"Be brief."},{"role":"user","content":"List."},
        {"role":"assistant","content":null,"tool_calls":[{"id":"t1","type":"function","function":{"name":"ls","arguments":"{\\"a\\":1}"}}]},
        {"role":"tool","tool_call_id":"t1","content":"a.txt"}],
       "tools":[{"type":"function","function":{"name":"ls","description":"Lists","parameters":{"type":"object","properties":{}}}}],
       "tool_choice":"required","max_tokens":9}
      """
    var sent: [JSONValue] = []
    for path in ["/v1/chat/completions", "/v1/messages"] {
      for body in [anthropic, openAI] {
        let org = ScriptedService([.chat("Hello")])
        let answer = try await CompatibleServer(org)
          .ask(.post, path, [("anthropic-version", "2023-06-01")], body: body)
        #expect(answer.status == 200, "\(answer.body)")
        #expect(answer.fields["x-sfmodels-ignored"] == nil)
        sent.append(try JSONValue(decoding: org.bodies[0]))
      }
    }
    #expect(sent[0]["tool_config"]?["mode"] == "any")
    #expect(
      sent[0]["messages"]?.array?.map { $0["role"]?.string } == ["system", "user", "assistant", "tool"])
    #expect(sent.allSatisfy { $0 == sent[0] })
  }
}

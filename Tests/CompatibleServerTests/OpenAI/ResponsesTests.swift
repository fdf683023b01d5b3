import HTTPTypes
import ModelsAPI
import TestSupport
import Testing
import Wire

@testable import CompatibleServer

struct ResponsesTests {
  private let request = """
    {"model": "gpt-4o-mini", "input": "Hello", "metadata": {"a": "b"}, "store": false}
    """

  @Test func anAnswerHasAllDocumentedMembers() async throws {
    let server = PlayedServer(restAnswer("Hi"))
    let (head, pieces) = try await server.answer("/v1/responses", request)
    #expect(head.status == .ok)
    #expect(head.headerFields[.contentType] == "application/json")
    #expect(head.headerFields[.ignoredSettings] == nil)
    let expected = """
      {
        "id": "resp_2", "object": "response", "created_at": 1700000000, "status": "completed",
        "completed_at": 1700000000, "error": null, "incomplete_details": null, "model": "gpt-4o-mini",
        "output": [
          {
            "id": "msg_3", "type": "message", "status": "completed", "role": "assistant",
            "content": [{"type": "output_text", "annotations": [], "logprobs": [], "text": "Hi"}]
          }
        ],
        "usage": {
          "input_tokens": 7, "input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0},
          "output_tokens": 5, "output_tokens_details": {"reasoning_tokens": 0}, "total_tokens": 12
        },
        "background": false, "frequency_penalty": 0.0, "instructions": null, "max_output_tokens": null, "max_tool_calls": null,
        "metadata": {"a": "b"}, "parallel_tool_calls": true, "presence_penalty": 0.0,
        "previous_response_id": null, "prompt_cache_key": null, "reasoning": {"effort": null, "summary": null}, "safety_identifier": null,
        "service_tier": "default", "store": false, "temperature": 1.0, "text": {"format": {"type": "text"}},
        "tool_choice": "auto", "tools": [], "top_logprobs": 0, "top_p": 1.0, "truncation": "disabled"
      }
      """
    #expect(try JSONValue(decoding: pieces.joined()) == JSONValue(decoding: expected))
  }

  @Test func whatAnUpstreamLacksIsNamedAsHere() async throws {
    let server = PlayedServer(restAnswer("Hi"))
    let body = """
      {"model": "m", "input": "Hello", "max_output_tokens": 9, "temperature": 0.5,
       "reasoning": {"effort": "low"}, "text": {"verbosity": "low"}, "include": ["reasoning.encrypted_content"]}
      """
    let (head, pieces) = try await server.answer("/v1/responses", body)
    #expect(
      head.headerFields[.ignoredSettings] == "reasoning, text.verbosity, max_output_tokens, temperature")
    let json = try JSONValue(decoding: pieces.joined())
    #expect(json["max_output_tokens"] == 9)
    #expect(json["text"] == ["format": ["type": "text"], "verbosity": "low"])
  }

  @Test func noCallsAtMostIsNoChoiceOfTools() async throws {
    let server = PlayedServer(speaking: LLMGateway(), .json(gatewayCalls))
    let (head, _) = try await server.answer(
      "/v1/responses",
      #"{"input": "Hi", "tools": [{"type": "function", "name": "f"}], "max_tool_calls": 0}"#)
    #expect(head.headerFields[.ignoredSettings] == nil)
    #expect(try server.sent()["tool_config"] == ["mode": "none"])
  }

  @Test(arguments: [
    (#"{"input": "Hi", "max_tool_calls": 3}"#, "max_tool_calls"),
    (#"{"input": "Hi", "max_tool_calls": 0}"#, nil),
    (#"{"input": "Hi", "reasoning": {}}"#, nil), (#"{"input": "Hi", "temperature": 2}"#, "temperature"),
    (#"{"input": "Hi", "temperature": 1}"#, nil),
  ])
  func whatDoesNotCountIsNamed(_ body: String, _ ignored: String?) async throws {
    let server = PlayedServer(speaking: LLMGateway(), .json(gatewayCalls))
    let (head, _) = try await server.answer("/v1/responses", body)
    #expect(head.status == .ok)
    #expect(head.headerFields[.ignoredSettings] == ignored)
  }

  /// A coding agent's second request: the call and its result, groups of functions, a search.
  private let agent = """
    {
      "model": "gpt-5-codex", "instructions": "You are an agent.", "store": false, "stream": false,
      "input": [
        {"type": "message", "role": "developer", "content": [{"type": "input_text", "text": "Be safe."}]},
        {"type": "message", "role": "user", "id": "m1", "content": [{"type": "input_text", "text": "List files."}]},
        {"type": "reasoning", "id": "rs_1", "summary": [], "encrypted_content": "x"},
        {"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": "I look.", "annotations": []}]},
        {"type": "function_call", "id": "fc_1", "call_id": "c1", "name": "shell", "arguments": "{\\"command\\":[\\"ls\\"]}"},
        {"type": "function_call", "call_id": "c2", "name": "read", "namespace": "files", "arguments": "{}"},
        {"type": "custom_tool_call", "call_id": "c3", "name": "apply_patch", "input": "*** Begin"},
        {"type": "function_call_output", "call_id": "c1", "output": "a.txt"},
        {"type": "function_call_output", "call_id": "c2", "output": [{"type": "input_text", "text": "b"}]},
        {"type": "custom_tool_call_output", "call_id": "c3", "output": "done"}
      ],
      "tools": [
        {"type": "function", "name": "shell", "description": "Runs", "strict": false,
         "parameters": {"type": "object", "properties": {"command": {"type": "array"}}, "required": ["command"]}},
        {"type": "namespace", "name": "files", "description": "Files",
         "tools": [{"type": "function", "name": "read", "parameters": {"type": "object", "properties": {}}}]},
        {"type": "custom", "name": "apply_patch", "description": "Patches",
         "format": {"type": "grammar", "syntax": "lark", "definition": "start: x"}},
        {"type": "web_search"}
      ],
      "tool_choice": "auto", "parallel_tool_calls": false, "reasoning": {"summary": "auto"},
      "include": ["reasoning.encrypted_content"], "prompt_cache_key": "k", "client_metadata": {"x": "y"}
    }
    """

  private let gatewayCalls = """
    {"id":"x","generation_details":{"generations":[{"id":"g","role":"assistant","content":"",\
    "parameters":{"finish_reason":"tool_calls"},"tool_invocations":[\
    {"id":"c4","type":"function","function":{"name":"shell","arguments":"{\\"command\\":[\\"pwd\\"]}"}},\
    {"id":"c5","type":"function","function":{"name":"files__read","arguments":"{}"}},\
    {"id":"c6","type":"function","function":{"name":"apply_patch","arguments":"{\\"input\\":\\"*** End\\"}"}}]}]}}
    """

  @Test func anAgentsRequestBecomesAConversationWithTools() async throws {
    let server = PlayedServer(speaking: LLMGateway(), .json(gatewayCalls))
    let (head, _) = try await server.answer("/v1/responses", agent)
    #expect(head.status == .ok)
    #expect(head.headerFields[.ignoredSettings] == "reasoning")
    let expected = """
      {
        "model": "sfdc_ai__DefaultGPT5",
        "messages": [
          {"role": "system", "content": "You are an agent."},
          {"role": "system", "content": "Be safe."},
          {"role": "user", "content": "List files."},
          {"role": "assistant", "content": "I look.", "tool_invocations": [
            {"id": "c1", "type": "function", "function": {"name": "shell", "arguments": "{\\"command\\":[\\"ls\\"]}"}},
            {"id": "c2", "type": "function", "function": {"name": "files__read", "arguments": "{}"}},
            {"id": "c3", "type": "function",
             "function": {"name": "apply_patch", "arguments": "{\\"input\\":\\"*** Begin\\"}"}}]},
          {"role": "tool", "content": "a.txt", "tool_call_id": "c1"},
          {"role": "tool", "content": "b", "tool_call_id": "c2"},
          {"role": "tool", "content": "done", "tool_call_id": "c3"}
        ],
        "generation_settings": {},
        "tools": [
          {"type": "function", "function": {"name": "shell", "description": "Runs", "parameters":
            {"type": "object", "properties": {"command": {"type": "array"}}, "required": ["command"]},
            "strict": false}},
          {"type": "function", "function": {"name": "files__read", "parameters":
            {"type": "object", "properties": {}}}},
          {"type": "function", "function": {"name": "apply_patch", "description": "Patches", "parameters":
            {"type": "object", "properties": {"input": {"type": "string",
             "description": "A text in this lark grammar:\\n\\nstart: x"}}, "required": ["input"],
             "additionalProperties": false}}},
          {"type": "web_search", "web_search": {}}
        ],
        "tool_config": {"mode": "auto", "parallel_calls": false}
      }
      """
    #expect(try server.sent() == JSONValue(decoding: expected))
  }

  @Test func callsComeBackUnderTheClientsNames() async throws {
    let server = PlayedServer(speaking: LLMGateway(), .json(gatewayCalls))
    let (_, pieces) = try await server.answer("/v1/responses", agent)
    let json = try JSONValue(decoding: pieces.joined())
    let expected = """
      [
        {"id": "fc_3", "type": "function_call", "status": "completed", "call_id": "c4", "name": "shell",
         "arguments": "{\\"command\\":[\\"pwd\\"]}"},
        {"id": "fc_4", "type": "function_call", "status": "completed", "call_id": "c5", "name": "read",
         "namespace": "files", "arguments": "{}"},
        {"id": "ctc_5", "type": "custom_tool_call", "call_id": "c6",
         "name": "apply_patch", "input": "*** End"}
      ]
      """
    #expect(try json["output"] == JSONValue(decoding: expected))
    #expect(json["usage"]?["output_tokens"]?.int ?? 0 > 0)
    #expect(json["tools"]?.array?.count == 4)
  }

  @Test func theSameAgentIsServedWithoutToolsUpstream() async throws {
    let call = #"{"text": "Where?", "tool_calls": [{"name": "files__read", "arguments": {}}]}"#
    let server = PlayedServer(restAnswer(call))
    let (head, pieces) = try await server.answer("/v1/responses", agent)
    #expect(head.headerFields[.ignoredSettings] == "reasoning, web_search")
    let output = try JSONValue(decoding: pieces.joined())["output"]?.array ?? []
    #expect(output.map { $0["type"] } == ["message", "function_call"])
    #expect(output.last?["namespace"] == "files")
    #expect(output.last?["call_id"] == "call_1")
    #expect(
      try server.sent()["messages"]?.array?.map { $0["role"]?.string } == [
        "system", "system", "user", "assistant", "user",
      ])
  }

  @Test(arguments: [
    ("length", "incomplete", "max_output_tokens"), ("max_tokens", "incomplete", "max_output_tokens"),
    ("content_filter", "incomplete", "content_filter"), ("stop", "completed", nil),
    ("end_turn", "completed", nil),
  ])
  func theEndIsTold(_ finish: String, _ status: String, _ reason: String?) async throws {
    let server = PlayedServer(restAnswer("Hi", finish: finish))
    let (_, pieces) = try await server.answer("/v1/responses", request)
    let json = try JSONValue(decoding: pieces.joined())
    #expect(json["status"]?.string == status)
    #expect(json["incomplete_details"]?["reason"]?.string == reason)
    #expect(json["output"]?.array?.first?["status"]?.string == status)
    #expect((json["completed_at"] == nil) == (reason != nil))
  }

  @Test func aSchemaReachesAnUpstreamThatKnowsSchemas() async throws {
    let server = PlayedServer(
      speaking: LLMGateway(),
      .json(#"{"id":"x","generation_details":{"generations":[{"content":"{}"}]}}"#))
    _ = try await server.answer(
      "/v1/responses",
      """
      {"model": "m__m", "input": [{"role": "user", "content": "Hi"}], "max_output_tokens": 20,
       "tools": [{"type": "function", "name": "f", "parameters": null}],
       "tool_choice": {"type": "function", "name": "f"},
       "text": {"format": {"type": "json_schema", "name": "n", "strict": true, "schema": {"type": "object"}}}}
      """)
    let expected = """
      {
        "model": "m__m", "messages": [{"role": "user", "content": "Hi"}],
        "generation_settings": {"max_tokens": 20, "parameters": {"response_format": {"type": "json_schema",
          "json_schema": {"name": "n", "strict": true, "schema": {"type": "object"}}}}},
        "tools": [{"type": "function", "function": {"name": "f", "parameters": {"type": "object", "properties": {}}}}],
        "tool_config": {"mode": "tool", "allowed_tools": [{"type": "function", "name": "f"}]}
      }
      """
    #expect(try server.sent() == JSONValue(decoding: expected))
  }

  @Test(arguments: [
    (#"{}"#, "input", "Missing required parameter: 'input'."),
    (#"{"model": "m"}"#, "input", "Missing required parameter: 'input'."),
    (
      #"{"model": "m", "input": 3}"#, "input",
      "Invalid type for 'input': expected a string or an array of items."
    ),
    (#"{"model": "m", "input": []}"#, "input", "Invalid value for 'input': at least one item is needed."),
    (
      #"{"model": "m", "input": "Hi", "previous_response_id": "resp_1"}"#, "previous_response_id",
      "Previous response with id 'resp_1' not found. Responses are kept in this server's memory for an hour at most, and by the instance that made them alone."
    ),
    (
      #"{"model": "m", "input": "Hi", "previous_response_id": 1}"#, "previous_response_id",
      "Invalid type for 'previous_response_id': expected a string."
    ),
    (#"{"model": "m", "input": "Hi", "store": 1}"#, "store", "Invalid type for 'store': expected a boolean."),
    (
      #"{"model": "m", "input": "Hi", "conversation": "conv_1"}"#, "conversation",
      "'conversation' is not supported: this server keeps responses alone. Send the whole conversation as 'input', or go on from a response with 'previous_response_id'."
    ),
    (
      #"{"model": "m", "input": "Hi", "background": true}"#, "background",
      "Not supported by the model's API: 'background'. Wait for the answer, or stream it."
    ),
    (
      #"{"model": "m", "input": [{"type": "item_reference", "id": "x"}]}"#, "input[0].type",
      "Invalid value for 'input[0].type': 'item_reference' is not supported: send the item itself."
    ),
    (
      #"{"model": "m", "input": [{"role": "judge", "content": ""}]}"#, "input[0].role",
      "Invalid value for 'input[0].role': 'judge' is none of 'user', 'assistant', 'system' and 'developer'."
    ),
    (
      #"{"model": "m", "input": [{"role": "user", "content": [{"type": "input_image", "file_id": "f"}]}]}"#,
      "input[0].content[0].type",
      "Invalid value for 'input[0].content[0].type': an image needs an 'image_url': this server keeps no files."
    ),
    (
      #"{"model": "m", "input": "Hi", "tools": [{"type": "mcp"}], "tool_choice": "required"}"#,
      "tool_choice (mcp)",
      "Not supported by the model's API: 'tool_choice (mcp)'. Leave the choice to the model, or choose a function."
    ),
    (
      #"{"model": "m", "input": "Hi", "tools": [{"type": "function", "name": "a"}, {"type": "custom", "name": "a"}]}"#,
      "tools[1].name", "Invalid value for 'tools[1].name': there is another tool of this name."
    ),
    (
      #"{"model": "m", "input": "Hi", "tool_choice": "required"}"#, "tool_choice",
      "Invalid value for 'tool_choice': it is only allowed with 'tools'."
    ),
    (
      #"{"model": "m", "input": [{"role": "user", "content": [{"type": "input_image", "image_url": "data:"}]}]}"#,
      "messages (image)",
      "Not supported by the model's API: 'messages (image)'. Leave it out, start the server with --api llmg, or set it in a custom-configured model and use that model's name."
    ),
  ])
  func whatCannotBeDoneIsRefused(_ body: String, _ parameter: String, _ message: String) async throws {
    let (head, pieces) = try await PlayedServer().answer("/v1/responses", body)
    #expect(head.status == .badRequest)
    let error = try JSONValue(decoding: pieces.joined())["error"]
    #expect(error?["message"]?.string == message)
    #expect(error?["param"]?.string == parameter)
  }

  @Test(arguments: [
    (HTTPRequest.Method.get, "/v1/responses/resp_1"), (.delete, "/v1/responses/resp_1"),
    (.get, "/v1/responses/resp_1/input_items"),
  ])
  func aResponseThatNobodyMadeIsNotFound(_ method: HTTPRequest.Method, _ path: String) async throws {
    let (head, pieces) = try await PlayedServer().answer(path, method: method)
    #expect(head.status == .notFound)
    let expected = """
      {"error": {"message": "Response with id 'resp_1' not found. Responses are kept in this server's memory for an hour at most, and by the instance that made them alone.",
       "type": "invalid_request_error", "param": "id", "code": null}}
      """
    #expect(try JSONValue(decoding: pieces.joined()) == JSONValue(decoding: expected))
  }
}

import ModelsAPI
import Testing
import Wire

@testable import CompatibleServer

struct MessagesRequestTests {
  /// A request with these messages, and what they become.
  static let conversations: [(String, [Message])] = [
    (#""messages": [{"role": "user", "content": "Hello"}]"#, [Message(.user, "Hello")]),
    (
      #""system": "Be brief.", "messages": [{"role": "user", "content": "Hello"}]"#,
      [Message(.system, "Be brief."), Message(.user, "Hello")]
    ),
    (
      #"""
      "system": [
        {"type": "text", "text": "Be brief.", "cache_control": {"type": "ephemeral"}},
        {"type": "text", "text": "Be kind."}],
      "messages": [
        {"role": "user", "content": [{"type": "text", "text": "One"}, {"type": "text", "text": "Two"}]},
        {"role": "assistant", "content": [{"type": "text", "text": "Thr"}, {"type": "text", "text": "ee"}]},
        {"role": "system", "content": "Now count down."}]
      """#,
      [
        Message(.system, "Be brief.\n\nBe kind."), Message(.user, "One\n\nTwo"), Message(.assistant, "Three"),
        Message(.system, "Now count down."),
      ]
    ),
    (
      #"""
      "messages": [
        {"role": "assistant", "content": [
          {"type": "thinking", "thinking": "Hm.", "signature": "x"}, {"type": "redacted_thinking", "data": "x"}]},
        {"role": "assistant", "content": [
          {"type": "thinking", "thinking": "Hm.", "signature": "x"}, {"type": "text", "text": "Let me see."},
          {"type": "tool_use", "id": "toolu_1", "name": "look", "input": {"at": [1.50, "é"]}},
          {"type": "tool_use", "id": "toolu_2", "name": "wait", "input": {}}]},
        {"role": "user", "content": [
          {"type": "text", "text": "Here you are."},
          {"type": "tool_result", "tool_use_id": "toolu_1", "content": "a cat"},
          {"type": "tool_result", "tool_use_id": "toolu_2", "is_error": true,
           "content": [{"type": "text", "text": "too"}, {"type": "text", "text": "late"}]},
          {"type": "text", "text": "Go on."}]},
        {"role": "user", "content": [
          {"type": "tool_result", "tool_use_id": "toolu_3"},
          {"type": "tool_result", "tool_use_id": "toolu_4", "is_error": true}]}]
      """#,
      [
        Message(
          .assistant, parts: [.text("Let me see.")],
          toolCalls: [
            ToolCall(id: "toolu_1", name: "look", arguments: #"{"at":[1.50,"é"]}"#),
            ToolCall(id: "toolu_2", name: "wait", arguments: "{}"),
          ]),
        Message(.tool, parts: [.text("a cat")], toolCallID: "toolu_1"),
        Message(.tool, parts: [.text("Error: too\n\nlate")], toolCallID: "toolu_2"),
        Message(.user, "Here you are.\n\nGo on."),
        Message(.tool, parts: [.text("")], toolCallID: "toolu_3"),
        Message(.tool, parts: [.text("Error:")], toolCallID: "toolu_4"),
      ]
    ),
    (
      #"""
      "messages": [{"role": "user", "content": [
        {"type": "text", "text": "Look:"},
        {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "iVBORw=="}},
        {"type": "image", "source": {"type": "url", "url": "https://example.com/cat.png"}},
        {"type": "document", "title": "Notes", "source": {"type": "text", "media_type": "text/plain", "data": "A B"}},
        {"type": "search_result", "title": "T", "source": "S", "content": [{"type": "text", "text": "C"}]},
        {"type": "tool_reference", "tool_name": "look"}]}]
      """#,
      [
        Message(
          .user,
          parts: [
            .text("Look:"), .image(url: "data:image/png;base64,iVBORw=="),
            .image(url: "https://example.com/cat.png"),
            .text("Notes\nA B\n\nT\nS\nC\n\nThe tool look is available."),
          ])
      ]
    ),
  ]

  @Test(arguments: conversations)
  func readsConversations(_ json: String, as messages: [Message]) throws {
    let request = try MessagesRequest.reading(#"{"model": "claude-sonnet-4-5", \#(json)}"#)
    #expect(
      request.chat
        == ChatRequest(model: "sfdc_ai__DefaultBedrockAnthropicClaude45Sonnet", .messages(messages)))
  }

  @Test func readsSettings() throws {
    let request = try MessagesRequest.reading(
      #"""
      {"model": "fast", "max_tokens": 128000, "stop_sequences": ["END", "\n"], "temperature": 0.5, "top_p": 1,
       "top_k": 40, "stream": true, "messages": [{"role": "user", "content": "Hello"}],
       "output_config": {"format": {"type": "json_schema", "schema": {"type": "object"}}}}
      """#)
    var settings = GenerationSettings()
    settings.maximumTokens = 128_000
    settings.stopSequences = ["END", "\n"]
    settings.temperature = 0.5
    settings.topP = 1
    settings.topK = 40
    settings.responseFormat = .jsonSchema(name: "answer", schema: ["type": "object"], isStrict: true)
    #expect(
      request.chat
        == ChatRequest(
          model: "sfdc_ai__DefaultGPT4OmniMini", .messages([Message(.user, "Hello")]), settings: settings))
    #expect(request.streams)
    #expect(request.model == "fast")
    #expect(request.leftOut == [])
  }

  @Test func whatMustNotBeThereMayBeNull() throws {
    let request = try MessagesRequest.reading(
      #"""
      {"model": "fast", "max_tokens": null, "stop_sequences": null, "temperature": null, "system": null, "tools": null,
       "tool_choice": null, "stream": null, "thinking": null, "messages": [{"role": "user", "content": "Hello"}]}
      """#)
    #expect(
      request.chat
        == ChatRequest(model: "sfdc_ai__DefaultGPT4OmniMini", .messages([Message(.user, "Hello")])))
    #expect(!request.streams)
    #expect(request.leftOut == [])
  }

  static let choices: [(String, ToolChoice?)] = [
    (#"{"type": "auto"}"#, ToolChoice(.auto)),
    (#"{"type": "any"}"#, ToolChoice(.any)),
    (#"{"type": "none"}"#, ToolChoice(.none)),
    (#"{"type": "tool", "name": "look"}"#, ToolChoice(.tool, allowed: ["look"])),
    (
      #"{"type": "auto", "disable_parallel_tool_use": true}"#,
      ToolChoice(.auto, allowsParallelCalls: false)
    ),
    (
      #"{"type": "any", "disable_parallel_tool_use": false}"#,
      ToolChoice(.any, allowsParallelCalls: true)
    ),
    (#""auto""#, ToolChoice(.auto)),
    (#""any""#, ToolChoice(.any)),
    ("null", nil),
  ]

  @Test(arguments: choices)
  func readsTools(_ choice: String, as expected: ToolChoice?) throws {
    let request = try MessagesRequest.reading(
      #"""
      {"model": "fast", "messages": [{"role": "user", "content": "Hello"}], "tool_choice": \#(choice), "tools": [
        {"name": "look", "description": "Looks.", "input_schema": {"type": "object", "$schema": "x"}, "strict": true},
        {"type": "custom", "name": "wait", "input_schema": {}, "cache_control": {"type": "ephemeral"},
         "defer_loading": true}]}
      """#)
    #expect(
      request.chat.tools == [
        .function(
          ToolFunction(
            "look", description: "Looks.", parameters: ["type": "object", "$schema": "x"], isStrict: true)),
        .function(ToolFunction("wait", parameters: [:])),
      ])
    #expect(request.chat.toolChoice == expected)
  }

  @Test func aChoiceAmongNoToolsIsNone() throws {
    let request = try MessagesRequest.reading(
      #"""
      {"model": "fast", "messages": [{"role": "user", "content": "Hello"}], "tools": [], "tool_choice": {"type": "auto"}}
      """#)
    #expect(request.chat.toolChoice == nil)
  }

  @Test(arguments: Anthropic.UnsupportedFields.meaningless.sorted())
  func fieldsWithoutMeaningAreLeftOutAndNamed(_ field: String) throws {
    let plain = #""model": "fast", "messages": [{"role": "user", "content": "Hello"}]"#
    let request = try MessagesRequest.reading(#"{\#(plain), "\#(field)": {"x": 1}, "nobody_knows_this": 1}"#)
    #expect(request.leftOut == [field])
    #expect(try request.chat == MessagesRequest.reading("{\(plain)}").chat)
  }

  @Test func aSchemaCountsAndTheEffortBesideItDoesNot() throws {
    let format = #""format": {"type": "json_schema", "schema": {}}"#
    let plain = #""model": "fast", "messages": [{"role": "user", "content": "Hello"}]"#
    #expect(try MessagesRequest.reading(#"{\#(plain), "output_config": {\#(format)}}"#).leftOut == [])
    #expect(
      try MessagesRequest.reading(#"{\#(plain), "output_config": {\#(format), "effort": "low"}}"#).leftOut
        == ["output_config"])
  }
}

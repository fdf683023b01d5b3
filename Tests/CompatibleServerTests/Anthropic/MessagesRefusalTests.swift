import ModelsAPI
import TestSupport
import Testing

@testable import CompatibleServer

struct MessagesRefusalTests {
  private static let hello = #""messages": [{"role": "user", "content": "Hello"}]"#

  private static func block(_ block: String, role: String = "user") -> String {
    #"{"model": "m", "messages": [{"role": "\#(role)", "content": [{"type": "text", "text": "x"}, \#(block)]}]}"#
  }

  private static func asking(_ fields: String) -> String { #"{"model": "m", \#(hello), \#(fields)}"# }

  private static let look = #""tools": [{"name": "look", "input_schema": {}}]"#

  /// What is malformed, and the sentence that says where.
  static let malformed: [(String, String)] = [
    ("{", "The body is not valid JSON: the text ends early at byte 1."),
    ("[]", "The body must be a JSON object."),
    ("{}", "Missing required parameter: messages"),
    (#"{"model": 1}"#, "model: Input should be a valid string"),
    (#"{"model": "m"}"#, "Missing required parameter: messages"),
    (#"{"model": "m", "messages": null}"#, "Missing required parameter: messages"),
    (#"{"model": "m", "messages": "Hello"}"#, "messages: Input should be a valid list"),
    (#"{"model": "m", "messages": []}"#, "messages: at least one message is required"),
    (#"{"model": "m", "messages": ["Hello"]}"#, "Missing required parameter: messages.0.role"),
    (#"{"model": "m", "messages": [{"role": "user"}]}"#, "Missing required parameter: messages.0.content"),
    (
      #"{"model": "m", "messages": [{"role": "tool", "content": "x"}]}"#,
      "messages.0.role: Input should be 'user', 'assistant' or 'system'"
    ),
    (
      #"{"model": "m", "messages": [{"role": "user", "content": 1}]}"#,
      "messages.0.content: Input should be a valid list"
    ),
    (block("{}"), "Missing required parameter: messages.0.content.1.type"),
    (block(#"{"type": 1}"#), "messages.0.content.1.type: Input should be a valid string"),
    (block(#"{"type": "song"}"#), "messages.0.content.1.type: Input tag 'song' is not known"),
    (block(#"{"type": "text"}"#), "Missing required parameter: messages.0.content.1.text"),
    (block(#"{"type": "text", "text": []}"#), "messages.0.content.1.text: Input should be a valid string"),
    (
      block(#"{"type": "tool_use", "id": "t", "name": "look", "input": {}}"#),
      "messages.0.content.1.type: 'tool_use' belongs to an assistant's message"
    ),
    (
      block(#"{"type": "tool_use", "id": "t", "name": "look", "input": "{}"}"#, role: "assistant"),
      "messages.0.content.1.input: Input should be a valid object"
    ),
    (
      block(#"{"type": "tool_use", "name": "look", "input": {}}"#, role: "assistant"),
      "Missing required parameter: messages.0.content.1.id"
    ),
    (
      block(#"{"type": "tool_result", "tool_use_id": "t"}"#, role: "assistant"),
      "messages.0.content.1.type: 'tool_result' belongs to a user's message"
    ),
    (
      block(#"{"type": "tool_result", "content": "x"}"#),
      "Missing required parameter: messages.0.content.1.tool_use_id"
    ),
    (
      block(#"{"type": "tool_result", "tool_use_id": "t", "is_error": "no"}"#),
      "messages.0.content.1.is_error: Input should be a valid boolean"
    ),
    (
      block(#"{"type": "tool_result", "tool_use_id": "t", "content": [{"type": "song"}]}"#),
      "messages.0.content.1.content.0.type: Input tag 'song' is not known"
    ),
    (block(#"{"type": "image"}"#), "Missing required parameter: messages.0.content.1.source"),
    (
      block(#"{"type": "image", "source": {"type": "painting"}}"#),
      "messages.0.content.1.source.type: Input should be 'base64' or 'url'"
    ),
    (
      block(#"{"type": "image", "source": {"type": "base64", "media_type": "image/png"}}"#),
      "Missing required parameter: messages.0.content.1.source.data"
    ),
    (asking(#""system": 1"#), "system: Input should be a valid string"),
    (asking(#""system": [{"type": "image"}]"#), "system.0.type: Input should be 'text'"),
    (asking(#""stream": false"#), "Missing required parameter: max_tokens"),
    (asking(#""max_tokens": "many""#), "max_tokens: Input should be a valid integer"),
    (asking(#""max_tokens": 1.5"#), "max_tokens: Input should be a valid integer"),
    (asking(#""max_tokens": 0"#), "max_tokens: Input should be from 1 to 2147483647"),
    (asking(#""temperature": 1.1"#), "temperature: Input should be from 0.0 to 1.0"),
    (asking(#""temperature": "hot""#), "temperature: Input should be a valid number"),
    (asking(#""top_p": -1"#), "top_p: Input should be from 0.0 to 1.0"),
    (asking(#""top_k": -1"#), "top_k: Input should be from 0 to 2147483647"),
    (asking(#""stop_sequences": "END""#), "stop_sequences: Input should be a valid list"),
    (asking(#""stop_sequences": ["END", 1]"#), "stop_sequences.1: Input should be a valid string"),
    (asking(#""stream": "yes""#), "stream: Input should be a valid boolean"),
    (asking(#""tools": {}"#), "tools: Input should be a valid list"),
    (asking(#""tools": [{"input_schema": {}}]"#), "Missing required parameter: tools.0.name"),
    (asking(#""tools": [{"name": "look"}]"#), "Missing required parameter: tools.0.input_schema"),
    (
      asking(#""tools": [{"name": "look", "input_schema": "{}"}]"#),
      "tools.0.input_schema: Input should be a valid object"
    ),
    (
      asking(#"\#(look), "tool_choice": {"type": "some"}"#),
      "tool_choice.type: Input should be 'auto', 'any', 'tool' or 'none'"
    ),
    (
      asking(#"\#(look), "tool_choice": "some""#),
      "tool_choice: Input should be 'auto', 'any', 'tool' or 'none'"
    ),
    (asking(#"\#(look), "tool_choice": {"type": "tool"}"#), "Missing required parameter: tool_choice.name"),
    (asking(#"\#(look), "tool_choice": 1"#), "Missing required parameter: tool_choice.type"),
    (
      asking(#"\#(look), "tool_choice": {"type": "tool", "name": "hear"}"#),
      "tool_choice.name: no tool is called 'hear'"
    ),
    (asking(#""tool_choice": {"type": "any"}"#), "tool_choice: there are no tools to choose from"),
    (
      asking(#""output_config": {"format": {"type": "grammar"}}"#),
      "output_config.format.type: Input should be 'json_schema'"
    ),
    (
      asking(#""output_config": {"format": {"type": "json_schema"}}"#),
      "Missing required parameter: output_config.format.schema"
    ),
  ]

  @Test(arguments: malformed)
  func refusesAndNamesThePlace(_ json: String, _ sentence: String) async throws {
    let served = try await CompatibleServer.played(by: ScriptedService()).posting("/v1/messages", json)
    #expect(served.status == 400)
    #expect(
      served.text
        == #"{"type":"error","error":{"type":"invalid_request_error","message":"\#(sentence)"},"request_id":"req_0"}"#
    )
  }

  /// What is understood and cannot be had.
  static let impossible: [(String, String)] = [
    (
      block(
        #"{"type": "document", "source": {"type": "base64", "media_type": "application/pdf", "data": "x"}}"#),
      "messages.0.content.1.source.type: a document as 'base64'. Send the document's text."
    ),
    (
      block(#"{"type": "image", "source": {"type": "file", "file_id": "file_1"}}"#),
      "messages.0.content.1.source.type: file. Send the image itself, as 'base64' or 'url'."
    ),
    (
      block(#"{"type": "container_upload", "file_id": "file_1"}"#),
      "messages.0.content.1.type: container_upload. Send what the file holds: this server keeps no files."
    ),
    (
      asking(
        #""tools": [{"type": "bash_20250124", "name": "bash"}], "tool_choice": {"type": "tool", "name": "bash"}"#
      ),
      "tool_choice.name: bash_20250124. Tools of Anthropic's own kinds are known to its servers alone; "
        + "describe it with an input_schema."
    ),
  ]

  @Test(arguments: impossible)
  func refusesWhatCannotBeHad(_ json: String, _ sentence: String) async throws {
    let served = try await CompatibleServer.played(by: ScriptedService()).posting(
      "/anthropic/v1/messages", json)
    #expect(served.status == 400)
    let message = "Not possible with this server: \(sentence)"
    #expect(
      served.text
        == #"{"type":"error","error":{"type":"invalid_request_error","message":"\#(message)"},"request_id":"req_0"}"#
    )
  }

  @Test(arguments: [#"{"type": "create"}"#, #"{"type": "continue", "previous_message_id": "msg_1"}"#])
  func clientsThatCountOnAThreadLearnToSendEverything(_ thread: String) async throws {
    let json = Self.asking(#""thread": \#(thread)"#)
    let served = try await CompatibleServer.played(by: ScriptedService()).posting(
      "/anthropic/v1/messages", json)
    #expect(served.status == 400)
    #expect(
      served.text
        == #"{"type":"error","error":{"type":"invalid_request_error","#
        + #""message":"thread: this server keeps no conversations. Send the whole of it.","#
        + #""details":{"error_code":"thread_unsupported_request","unsupported":["thread"]}},"request_id":"req_0"}"#
    )
  }
}

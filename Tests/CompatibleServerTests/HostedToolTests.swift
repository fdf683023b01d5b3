import TestSupport
import Testing
import Wire

@testable import CompatibleServer

/// Tools that only their own servers run.
struct HostedToolTests {
  private static func body(_ path: String, _ tools: String, _ choice: String? = nil) -> String {
    let question =
      switch path {
      case "/v1/responses": #""input":"Hi""#
      case "/v1/chat/completions": #""messages":[{"role":"user","content":"Hi"}]"#
      default: #""max_tokens":9,"messages":[{"role":"user","content":"Hi"}]"#
      }
    return "{\(question),\"tools\":[\(tools)]\(choice.map { ",\"tool_choice\":\($0)" } ?? "")}"
  }

  private static let function = [
    "/v1/responses": #"{"type":"function","name":"f"}"#,
    "/v1/chat/completions": #"{"type":"function","function":{"name":"f"}}"#,
    "/v1/messages": #"{"name":"f","input_schema":{}}"#,
  ]

  @Test(
    arguments: [
      ("/v1/responses", #"{"type":"file_search","vector_store_ids":["v"]}"#, "file_search"),
      ("/v1/responses", #"{"type":"code_interpreter","container":{"type":"auto"}}"#, "code_interpreter"),
      ("/v1/responses", #"{"type":"mcp","server_label":"x","server_url":"https://example.com"}"#, "mcp"),
      (
        "/v1/responses", #"{"type":"local_shell"},{"type":"tool_search"},{"type":"shell"}"#,
        "local_shell, tool_search, shell"
      ),
      ("/v1/chat/completions", #"{"type":"code_interpreter"}"#, "code_interpreter"),
      ("/v1/chat/completions", #"{"type":"mcp","server_label":"x"}"#, "mcp"),
      ("/v1/messages", #"{"type":"bash_20250124","name":"bash"}"#, "bash_20250124"),
      (
        "/v1/messages", #"{"type":"code_execution_20250825","name":"code_execution"}"#,
        "code_execution_20250825"
      ),
      (
        "/v1/messages",
        #"{"type":"text_editor_20250728","name":"edit"},{"type":"web_fetch_20250910","name":"web_fetch"}"#,
        "text_editor_20250728, web_fetch_20250910"
      ),
    ] as [(String, String, String)], [CompatibleServer.API.gateway, .models])
  func whatIsMerelyOfferedIsLeftOutAndNamed(
    _ offer: (path: String, tools: String, ignored: String), _ api: CompatibleServer.API
  ) async throws {
    for function in ["", try #require(Self.function[offer.path]) + ","] {
      for choice in [nil, offer.path == "/v1/messages" ? #"{"type":"auto"}"# : #""auto""#] {
        let exchanged = try await Exchanged(
          offer.path, Self.body(offer.path, function + offer.tools, choice), api)
        #expect(exchanged.answer.status == 200, "\(exchanged.answer.body)")
        let names =
          api == .models && offer.path == "/v1/messages" ? offer.ignored + ", max_tokens" : offer.ignored
        #expect(exchanged.ignored == names)
        guard api == .gateway else { continue }
        #expect(exchanged.sent?["tools"]?.array?.count ?? 0 == (function.isEmpty ? 0 : 1))
      }
    }
  }

  @Test(
    arguments: [
      ("/v1/responses", #"{"type":"file_search"}"#, #"{"type":"file_search"}"#),
      ("/v1/responses", #"{"type":"mcp","server_label":"x"}"#, #"{"type":"mcp","server_label":"x"}"#),
      ("/v1/responses", #"{"type":"image_generation"}"#, #""required""#),
      (
        "/v1/responses", #"{"type":"mcp","server_label":"x"}"#,
        #"{"type":"allowed_tools","mode":"required","tools":[{"type":"mcp","server_label":"x"}]}"#
      ),
      ("/v1/chat/completions", #"{"type":"code_interpreter"}"#, #""required""#),
      ("/v1/chat/completions", #"{"type":"code_interpreter"}"#, #"{"type":"code_interpreter"}"#),
      ("/v1/messages", #"{"type":"bash_20250124","name":"bash"}"#, #"{"type":"tool","name":"bash"}"#),
      ("/v1/messages", #"{"type":"bash_20250124","name":"bash"}"#, #"{"type":"any"}"#),
    ], [CompatibleServer.API.gateway, .models])
  func whatIsDemandedIsRefused(
    _ demand: (path: String, tools: String, choice: String), _ api: CompatibleServer.API
  ) async throws {
    let exchanged = try await Exchanged(demand.path, Self.body(demand.path, demand.tools, demand.choice), api)
    #expect(exchanged.answer.status == 400)
    #expect(exchanged.answer.json?["error"]?["type"] == "invalid_request_error")
    #expect(exchanged.answer.json?["error"]?["message"]?.string?.contains("tool_choice") == true)
    #expect(exchanged.sent == nil)
  }

  @Test(arguments: [
    ("/v1/messages", #"{"type":"web_search_20250305","name":"web_search","max_uses":8}"#),
    ("/anthropic/v1/messages", #"{"type":"web_search_20260209","name":"web_search"}"#),
    ("/v1/responses", #"{"type":"web_search"}"#), ("/v1/responses", #"{"type":"web_search_preview"}"#),
    ("/v1/chat/completions", #"{"type":"web_search"}"#),
    ("/v1/responses", #"{"type":"web_search"},{"type":"web_search_preview"}"#),
  ])
  func aSearchIsTheGatewaysOwn(_ path: String, _ tool: String) async throws {
    let offered = try await Exchanged(path, Self.body(path, tool))
    #expect(offered.answer.status == 200)
    #expect(offered.ignored == nil)
    #expect(offered.sent?["tools"] == [["type": "web_search", "web_search": [:]]])
    let elsewhere = try await Exchanged(path, Self.body(path, tool), .models)
    #expect(elsewhere.answer.status == 200)
    #expect(elsewhere.ignored?.contains("web_search") == true)
  }

  @Test(arguments: [
    (
      "/v1/messages", #"{"type":"web_search_20250305","name":"web_search"}"#,
      #"{"type":"tool","name":"web_search"}"#
    ),
    ("/v1/messages", #"{"type":"web_search_20250305","name":"web_search"}"#, #"{"type":"any"}"#),
    ("/v1/responses", #"{"type":"web_search"}"#, #"{"type":"web_search"}"#),
    ("/v1/responses", #"{"type":"web_search"}"#, #""required""#),
    ("/v1/chat/completions", #"{"type":"web_search"}"#, #""required""#),
  ])
  func aSearchThatIsDemandedIsTheOnlyTool(_ path: String, _ tool: String, _ choice: String) async throws {
    let exchanged = try await Exchanged(path, Self.body(path, tool, choice))
    #expect(exchanged.answer.status == 200)
    #expect(exchanged.sent?["tools"] == [["type": "web_search", "web_search": [:]]])
    #expect(exchanged.sent?["tool_config"]?["mode"] == "any")
    // Nothing can search there.
    let refused = try await Exchanged(path, Self.body(path, tool, choice), .models)
    #expect(refused.answer.status == 400)
    #expect(refused.answer.json?["error"]?["message"]?.string?.contains("tool_choice (web_search)") == true)
  }

  /// The blocks of an assistant's turn, what becomes of them, and what is named as left out.
  @Test(
    arguments: [
      (
        #"{"type":"server_tool_use","id":"s","name":"web_search","input":{"query":"x"}},"#
          + #"{"type":"web_search_tool_result","tool_use_id":"s","content":[{"type":"web_search_result","url":"u","title":"t","encrypted_content":"e"}]},"#
          + #"{"type":"text","text":"Found.","citations":[]}"#,
        ["assistant Found."], "server_tool_use, web_search_tool_result"
      ),
      (
        #"{"type":"mcp_tool_use","id":"m","name":"ask","server_name":"wiki","input":{"q":1}},"#
          + #"{"type":"mcp_tool_result","tool_use_id":"m","is_error":false,"content":[{"type":"text","text":"yes"}]},"#
          + #"{"type":"text","text":"So."}"#,
        [#"assistant wiki__ask {"q":1}"#, "tool yes", "assistant So."], nil
      ),
      (
        #"{"type":"server_tool_use","id":"c","name":"code_execution","input":{"code":"1"}},"#
          + #"{"type":"code_execution_tool_result","tool_use_id":"c","content":{"type":"code_execution_result","stdout":"1"}}"#,
        [
          #"assistant code_execution {"code":"1"}"#,
          #"tool {"type":"code_execution_result","stdout":"1"}"#,
        ], nil
      ),
      (
        #"{"type":"mcp_tool_use","id":"m","name":"ask","input":{}},{"type":"text","text":"So."}"#,
        ["assistant So."], "mcp_tool_use"
      ),
      (#"{"type":"compaction","content":"We met."}"#, ["assistant We met."], nil),
      (#"{"type":"song","notes":[1]},{"type":"text","text":"So."}"#, ["assistant So."], "song"),
    ] as [(String, [String], String?)])
  func whatOtherServersDidEndsNoSession(
    _ blocks: String, _ told: [String], _ ignored: String?
  ) async throws {
    let turns = #"{"role":"user","content":"Hi"},{"role":"assistant","content":[\#(blocks)]}"#
    let body = #"{"max_tokens":9,"messages":[\#(turns),{"role":"user","content":"Go on"}]}"#
    let exchanged = try await Exchanged("/v1/messages", body)
    #expect(exchanged.answer.status == 200)
    #expect(exchanged.ignored == ignored)
    let messages = exchanged.sent?["messages"]?.array ?? []
    let said = messages.dropFirst().dropLast().map { message in
      let function = message["tool_invocations"]?.array?.first?["function"]
      let call = function.map { "\($0["name"]?.string ?? "") \($0["arguments"]?.string ?? "")" }
      return "\(message["role"]?.string ?? "") \(call ?? message["content"]?.string ?? "")"
    }
    #expect(Array(said) == told)
    #expect(try await Exchanged("/v1/messages", body, .models).answer.status == 200)
    #expect(try await Exchanged("/v1/messages/count_tokens", body).answer.status == 200)
  }

  @Test func serversOfToolsAreAWish() async throws {
    let body =
      #"{"max_tokens":9,"messages":[{"role":"user","content":"Hi"}],"mcp_servers":[{"type":"url","url":"https://example.com","name":"x"}]}"#
    let exchanged = try await Exchanged("/v1/messages", body)
    #expect(exchanged.answer.status == 200)
    #expect(exchanged.ignored == "mcp_servers")
  }
}

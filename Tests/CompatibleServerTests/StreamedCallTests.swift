import ModelsAPI
import TestSupport
import Testing
import Wire

@testable import CompatibleServer

/// Calls as upstreams tell them in pieces, and as clients put them together.
struct StreamedCallTests {
  private static func fragment(_ fields: String) -> String {
    #"{"content":"","tool_invocations":[\#(fields)]}"#
  }

  private static let done = #"{"content":"","parameters":{"finish_reason":"tool_calls"}}"#

  /// Frames, and the calls that they tell.
  static let streams: [([String], [String])] = [
    // By turns.
    (
      [
        fragment(#"{"id":"a","index":0,"function":{"name":"f","arguments":"{\"x\":"}}"#),
        fragment(#"{"id":"b","index":1,"function":{"name":"g","arguments":"{\"y\":"}}"#),
        fragment(#"{"index":0,"function":{"arguments":"1}"}}"#),
        fragment(#"{"index":1,"function":{"arguments":"2}"}}"#), done,
      ], [#"f {"x":1}"#, #"g {"y":2}"#]
    ),
    (
      [
        fragment(#"{"id":"a","function":{"name":"f","arguments":"{\"x\":[{\"}\":"}}"#),
        fragment(#"{"id":"b","function":{"name":"g","arguments":"{}"}}"#),
        fragment(#"{"id":"a","function":{"name":"f","arguments":"1}]}"}}"#), done,
      ], [#"f {"x":[{"}":1}]}"#, "g {}"]
    ),
    // The second one is whole before the first.
    (
      [
        fragment(
          #"{"id":"a","index":0,"function":{"name":"f","arguments":""}},{"id":"b","index":1,"function":{"name":"g"}}"#
        ),
        fragment(#"{"index":1,"function":{"arguments":"{\"y\":2}"}}"#),
        fragment(#"{"index":0,"function":{"arguments":"{\"x\":1}"}}"#), done,
      ], [#"f {"x":1}"#, #"g {"y":2}"#]
    ),
    // A name in every fragment, and one that comes late.
    (
      [
        fragment(#"{"id":"a","index":0,"function":{"name":"f","arguments":"{\"x\""}}"#),
        fragment(#"{"id":"a","index":0,"function":{"name":"f","arguments":":1"}}"#),
        fragment(#"{"id":"a","index":0,"function":{"name":"f","arguments":"}"}}"#), done,
      ], [#"f {"x":1}"#]
    ),
    (
      [
        fragment(#"{"id":"a","index":0,"function":{"arguments":"{\"x\":"}}"#),
        fragment(#"{"index":0,"function":{"name":"f","arguments":"1}"}}"#), done,
      ], [#"f {"x":1}"#]
    ),
    // No arguments.
    ([fragment(#"{"id":"a","index":0,"function":{"name":"f","arguments":""}}"#), done], ["f {}"]),
    ([fragment(#"{"id":"a","index":0,"function":{"name":"f"}}"#), done], ["f {}"]),
    ([fragment(#"{"id":"a","index":0,"function":{"name":"f","arguments":null}}"#), done], ["f {}"]),
    (
      [
        fragment(#"{"id":"a","index":0,"function":{"name":"f","arguments":" "}}"#),
        fragment(#"{"index":0,"function":{"arguments":"nu"}}"#),
        fragment(#"{"index":0,"function":{"arguments":"ll"}}"#),
        fragment(#"{"id":"b","index":1,"function":{"name":"g","arguments":" {\"y\":2}"}}"#), done,
      ], ["f {}", #"g  {"y":2}"#]
    ),
    // Nobody says that it is over.
    ([fragment(#"{"id":"a","index":0,"function":{"name":"f"}}"#)], ["f {}"]),
  ]

  private func body(_ path: String, _ frames: [String]) async throws -> String {
    let question =
      path == "/v1/responses"
      ? #""input":"Hi""# : #""max_tokens":9,"messages":[{"role":"user","content":"Hi"}]"#
    let tools =
      switch path {
      case "/v1/responses": #"{"type":"function","name":"f"},{"type":"function","name":"g"}"#
      case "/v1/messages": #"{"name":"f","input_schema":{}},{"name":"g","input_schema":{}}"#
      default: #"{"type":"function","function":{"name":"f"}},{"type":"function","function":{"name":"g"}}"#
      }
    let stream = frames.map {
      Array(
        ScriptedService.frames([$0], usage: false).utf8.dropLast(
          "event: generation\ndata: [DONE]\n\n".utf8.count))
    }
    let end = Array("event: generation\ndata: [DONE]\n\n".utf8)
    return try await Exchanged(
      path, "{\(question),\"stream\":true,\"tools\":[\(tools)]}", .gateway, .stream(stream + [end])
    ).answer.body
  }

  private static func events(_ body: String) throws -> [JSONValue] {
    var events: [JSONValue] = []
    var parser = ServerSentEventParser()
    try parser.read(Array(body.utf8)) { event in
      if !event.data.elementsEqual("[DONE]".utf8) { events.append(try JSONValue(decoding: event.data)) }
    }
    return events
  }

  /// As OpenAI's SDK does: what comes under one number is appended, names too.
  @Test(arguments: streams) func chatsTellThem(_ frames: [String], _ calls: [String]) async throws {
    var told: [Int: (id: String, name: String, arguments: String)] = [:]
    for event in try Self.events(await body("/v1/chat/completions", frames)) {
      for call in event["choices"]?.array?.first?["delta"]?["tool_calls"]?.array ?? [] {
        let index = try #require(call["index"]?.int)
        let before = told[index] ?? ("", "", "")
        told[index] = (
          before.id + (call["id"]?.string ?? ""), before.name + (call["function"]?["name"]?.string ?? ""),
          before.arguments + (call["function"]?["arguments"]?.string ?? "")
        )
      }
    }
    let whole = told.sorted { $0.key < $1.key }.map(\.value)
    #expect(whole.map { "\($0.name) \($0.arguments)" } == calls)
    #expect(whole.map(\.id) == ["a", "b"].prefix(calls.count).map { $0 })
  }

  /// One block after the other, as Anthropic's SDK insists.
  @Test(arguments: streams) func messagesTellThem(_ frames: [String], _ calls: [String]) async throws {
    var blocks: [(name: String, json: String)] = []
    var isOpen = false
    for event in try Self.events(await body("/v1/messages", frames)) {
      switch event["type"]?.string {
      case "content_block_start":
        #expect(!isOpen && event["index"]?.int == blocks.count)
        isOpen = true
        blocks.append((event["content_block"]?["name"]?.string ?? "text", ""))
      case "content_block_delta":
        #expect(isOpen && event["index"]?.int == blocks.count - 1)
        blocks[blocks.count - 1].json += event["delta"]?["partial_json"]?.string ?? ""
      case "content_block_stop":
        #expect(isOpen && event["index"]?.int == blocks.count - 1)
        isOpen = false
      default: break
      }
    }
    #expect(!isOpen)
    #expect(blocks.map { "\($0.name) \($0.json)" } == calls)
  }

  @Test(arguments: streams) func responsesTellThem(_ frames: [String], _ calls: [String]) async throws {
    let events = try Self.events(await body("/v1/responses", frames))
    let done = events.filter { $0["type"] == "response.output_item.done" }.compactMap { $0["item"] }
    #expect(done.map { "\($0["name"]?.string ?? "") \($0["arguments"]?.string ?? "")" } == calls)
    let added = events.filter { $0["type"] == "response.output_item.added" }.compactMap {
      $0["item"]?["name"]
    }
    #expect(added == done.compactMap { $0["name"] })
    var deltas: [String: String] = [:]
    for event in events where event["type"] == "response.function_call_arguments.delta" {
      deltas[event["item_id"]?.string ?? "", default: ""] += event["delta"]?.string ?? ""
    }
    #expect(done.map { deltas[$0["id"]?.string ?? ""] } == done.map { $0["arguments"]?.string })
    #expect(events.last?["response"]?["output"]?.array == done)
  }

  @Test func aTextBetweenTheFragmentsOfACallWaits() {
    var events = MessageEvents(MessageFrame(.sample()))
    var body = String(
      decoding: events.piece([
        .toolCall(ToolCallFragment(index: 0, id: "a", name: "f", arguments: #"{"x""#)), .text("Wait."),
        .toolCall(ToolCallFragment(index: 0, arguments: ":1}")), .text(" Done."),
      ]), as: UTF8.self)
    body += String(decoding: events.end(), as: UTF8.self)
    let order = [
      #""partial_json":"{\"x\"""#, #""partial_json":":1}""#, #""text":"Wait.""#, #""text":" Done.""#,
    ]
    let places = order.compactMap { body.firstRange(of: $0)?.lowerBound }
    #expect(places.count == 4 && places == places.sorted())
  }
}

import ModelsAPI
import Testing
import Wire

@testable import CompatibleServer

struct ChatCompletionChunksTests {
  /// All bytes of a stream whose events came in these groups.
  private static func stream(_ groups: [[ReplyEvent]], tellsUsage: Bool = false) -> String {
    var chunks = ChatCompletionChunks(
      AnswerIdentity("chatcmpl-", model: "gpt-4o", .sample()), tellsUsage: tellsUsage)
    let pieces = groups.map { chunks.piece($0) } + [chunks.end()]
    return String(decoding: pieces.joined(), as: UTF8.self)
  }

  /// An event as it stands on the wire.
  private static func chunk(_ choice: String?, _ usage: String = "") -> String {
    """
    data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1795274400,"model":"gpt-4o",\
    "service_tier":"default","choices":[\(choice.map { "{\"index\":0,\($0)}" } ?? "")]\(usage)}


    """
  }

  private static func delta(_ delta: String, _ reason: String = "null", usage: String = "") -> String {
    chunk("\"delta\":{\(delta)},\"logprobs\":null,\"finish_reason\":\(reason)", usage)
  }

  private static let text: [ReplyEvent] = [
    .exchange(id: "x"), .model("gpt"), .text("Hel"), .text("lo \"there\"\n"),
    .finished(FinishReason("end_turn")),
    .usage(Usage(inputTokens: 24, outputTokens: 21)), .safety(Safety(isDetected: false, scores: [])),
  ]

  private static let textOnTheWire =
    delta(#""role":"assistant","content":"""#) + delta(#""content":"Hel""#)
    + delta(#""content":"lo \"there\"\n""#) + delta("", #""stop""#)

  @Test func aTextBeginsWithItsRoleAndEndsWithItsReason() {
    #expect(Self.stream([Self.text]) == Self.textOnTheWire + "data: [DONE]\n\n")
  }

  @Test func theCostComesLastWhereItIsAskedFor() {
    let null = #","usage":null"#
    let usage = """
      ,"usage":{"prompt_tokens":24,"completion_tokens":21,"total_tokens":45,\
      "prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},\
      "completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0,"accepted_prediction_tokens":0,\
      "rejected_prediction_tokens":0}}
      """
    let expected =
      Self.delta(#""role":"assistant","content":"""#, usage: null)
      + Self.delta(#""content":"Hel""#, usage: null)
      + Self.delta(#""content":"lo \"there\"\n""#, usage: null) + Self.delta("", #""stop""#, usage: null)
      + Self.chunk(nil, usage) + "data: [DONE]\n\n"
    #expect(Self.stream([Self.text], tellsUsage: true) == expected)
  }

  @Test func callsAreToldInFragments() {
    let events: [ReplyEvent] = [
      .toolCall(ToolCallFragment(index: 0, id: "call_a", name: "f", arguments: "")),
      .toolCall(ToolCallFragment(index: 0, arguments: "{\"x\"")),
      .toolCall(ToolCallFragment(index: 0, arguments: ":1}")),
      .toolCall(ToolCallFragment(index: 1, name: "g", arguments: "{}")),
      .finished(FinishReason("tool_use")),
    ]
    let expected =
      Self.delta(#""role":"assistant","content":null"#)
      + Self.delta(
        #""tool_calls":[{"index":0,"id":"call_a","type":"function","function":{"name":"f","arguments":""}}]"#)
      + Self.delta(#""tool_calls":[{"index":0,"function":{"arguments":"{\"x\""}}]"#)
      + Self.delta(#""tool_calls":[{"index":0,"function":{"arguments":":1}"}}]"#)
      + Self.delta(
        #""tool_calls":[{"index":1,"id":"call_1","type":"function","function":{"name":"g","arguments":"{}"}}]"#
      )
      + Self.delta("", #""tool_calls""#) + "data: [DONE]\n\n"
    for groups in Self.cuts(of: events) { #expect(Self.stream(groups) == expected) }
  }

  @Test func aCallWithoutArgumentsHasAnEmptyObjectAndOneName() {
    let events: [ReplyEvent] = [
      .toolCall(ToolCallFragment(index: 0, id: "call_a", name: "f", arguments: "")),
      .toolCall(ToolCallFragment(index: 0, name: "f", arguments: "")),
      .toolCall(ToolCallFragment(index: 1, id: "call_b", arguments: "")),
      .toolCall(ToolCallFragment(index: 1, name: "g", arguments: "{")),
      .toolCall(ToolCallFragment(index: 1, name: "g", arguments: "}")), .finished(FinishReason("stop")),
    ]
    func call(_ index: Int, _ beginning: String, _ function: String) -> String {
      Self.delta(#""tool_calls":[{"index":\#(index)\#(beginning),"function":{\#(function)}}]"#)
    }
    let expected =
      Self.delta(#""role":"assistant","content":null"#)
      + call(0, #","id":"call_a","type":"function""#, #""name":"f","arguments":"""#)
      + call(0, "", #""arguments":"""#)
      + call(1, #","id":"call_b","type":"function""#, #""name":"","arguments":"""#)
      + call(1, "", #""name":"g","arguments":"{""#) + call(1, "", #""arguments":"}""#)
      + call(0, "", #""arguments":"{}""#) + Self.delta("", #""tool_calls""#) + "data: [DONE]\n\n"
    #expect(Self.stream([events]) == expected)
  }

  @Test(arguments: [[], [.model("m")], [.usage(Usage(inputTokens: 1))]] as [[ReplyEvent]])
  func anAnswerOfNothingIsAnAnswer(_ events: [ReplyEvent]) {
    let expected = Self.delta(#""role":"assistant","content":"""#) + Self.delta("", #""stop""#)
    #expect(Self.stream([events]) == expected + "data: [DONE]\n\n")
  }

  @Test func severalAnswersAndLogProbabilitiesAreToldByTheirNumbers() {
    let stream = Self.stream([
      [
        .logProbabilities(["content": [["token": "a"]]]), .text("a"), .choice(1), .logProbabilities([1]),
        .text("b"),
      ],
      [
        .finished(FinishReason("length")), .choice(0), .text("c"), .choice(1),
        .finished(FinishReason("stop")),
      ],
    ])
    func chunk(_ index: Int, _ delta: String, _ account: String = "null", _ reason: String = "null") -> String
    {
      """
      data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1795274400,"model":"gpt-4o",\
      "service_tier":"default","choices":[{"index":\(index),"delta":{\(delta)},"logprobs":\(account),\
      "finish_reason":\(reason)}]}


      """
    }
    let role = #""role":"assistant","content":"""#
    let expected =
      chunk(0, role) + chunk(0, #""content":"a""#, #"{"content":[{"token":"a"}],"refusal":null}"#)
      + chunk(1, role) + chunk(1, #""content":"b""#, #"{"content":[1],"refusal":null}"#)
      + chunk(1, "", "null", #""length""#) + chunk(0, #""content":"c""#) + chunk(0, "", "null", #""stop""#)
    #expect(stream == expected + "data: [DONE]\n\n")
  }

  @Test func theEndIsToldOnce() {
    let events: [ReplyEvent] = [
      .text("a"), .finished(FinishReason("length")), .finished(FinishReason("stop")),
    ]
    let stream = Self.stream([events])
    #expect(stream.ranges(of: "\"finish_reason\":\"").count == 1)
    #expect(stream.contains("\"finish_reason\":\"length\""))
  }

  @Test func itDoesNotMatterHowTheEventsArrive() {
    for groups in Self.cuts(of: Self.text) {
      #expect(Self.stream(groups) == Self.textOnTheWire + "data: [DONE]\n\n")
    }
  }

  /// Every way in which a list can be cut into groups.
  private static func cuts(of events: [ReplyEvent]) -> [[[ReplyEvent]]] {
    (0..<1 << (events.count - 1)).map { mask in
      events.indices.reduce(into: [[]]) { groups, index in
        if index > 0, mask >> (index - 1) & 1 == 1 { groups.append([]) }
        groups[groups.count - 1].append(events[index])
      }
    }
  }
}

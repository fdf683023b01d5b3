import Wire

/// A response as the events of a stream.
///
/// Source: OpenAI API reference, "Streaming events".
struct EmulatedResponseEvents {
  private var events: [JSONObject] = []
  private let response: EmulatedResponse

  init(_ response: EmulatedResponse) {
    self.response = response
    add("response.created", ["response": response.begun])
    add("response.in_progress", ["response": response.begun])
    for (index, item) in response.items.enumerated() { add(item, JSONValue(index)) }
  }

  /// All events, numbered, as they are or as the prompt wants them.
  func signals(_ behaviors: Set<StreamBehavior>) -> [StreamSignal] {
    let ending = response.incompleteReason == nil ? "response.completed" : "response.incomplete"
    let whole = events + [Self.event(ending, ["response": response.whole])]
    let failure = Self.event("response.failed", ["response": response.failed])
    let numbered = whole.enumerated().map { Self.signal($1, number: $0) }
    let error = Self.signal(failure, number: max(1, numbered.count / 2))
    return behaviors.broken(numbered, error: error, reset: .reset) ?? numbered
  }

  private static func event(_ type: String, _ members: JSONObject) -> JSONObject {
    var event: JSONObject = ["type": .string(type)]
    event.merge(members)
    return event
  }

  private static func signal(_ event: JSONObject, number: Int) -> StreamSignal {
    var event = event
    event["sequence_number"] = JSONValue(number)
    return .event(name: event["type"]?.string ?? "", data: JSONValue.object(event).text)
  }

  private mutating func add(_ type: String, _ members: JSONObject) {
    events.append(Self.event(type, members))
  }

  private mutating func add(_ item: EmulatedResponseItem, _ index: JSONValue) {
    add("response.output_item.added", ["output_index": index, "item": item.beginning])
    let place: JSONObject = ["item_id": .string(item.id), "output_index": index]
    switch item {
    case .reasoning(_, let summary, _): if let summary { add(summary: summary, place) }
    case .search:
      for state in ["in_progress", "searching", "completed"] {
        add("response.web_search_call.\(state)", place)
      }
    case .message(_, let text, _): add(text: text, place)
    case .call(_, let call, _):
      add("response.function_call_arguments", "arguments", call.arguments, place)
    case .customCall(_, _, let input): add("response.custom_tool_call_input", "input", input, place)
    }
    add("response.output_item.done", ["output_index": index, "item": item.json])
  }

  /// Deltas of a text, then the text.
  private mutating func add(_ type: String, _ name: String, _ text: String, _ place: JSONObject) {
    for piece in text.pieces(of: 12) { add("\(type).delta", place.with(["delta": .string(piece)])) }
    add("\(type).done", place.with(JSONObject([.init(name, .string(text))])))
  }

  private mutating func add(text: String, _ place: JSONObject) {
    let place = place.with(["content_index": 0])
    add("response.content_part.added", place.with(["part": EmulatedResponseItem.textPart("")]))
    for piece in WordPieces.split(text) {
      add("response.output_text.delta", place.with(["delta": .string(piece), "logprobs": []]))
    }
    add("response.output_text.done", place.with(["text": .string(text), "logprobs": []]))
    add("response.content_part.done", place.with(["part": EmulatedResponseItem.textPart(text)]))
  }

  private mutating func add(summary: String, _ place: JSONObject) {
    let place = place.with(["summary_index": 0])
    let part: (String) -> JSONValue = { ["type": "summary_text", "text": .string($0)] }
    add("response.reasoning_summary_part.added", place.with(["part": part("")]))
    for piece in WordPieces.split(summary) {
      add("response.reasoning_summary_text.delta", place.with(["delta": .string(piece)]))
    }
    add("response.reasoning_summary_text.done", place.with(["text": .string(summary)]))
    add("response.reasoning_summary_part.done", place.with(["part": part(summary)]))
  }
}

extension JSONObject {
  fileprivate func with(_ others: JSONObject) -> JSONObject {
    var object = self
    object.merge(others)
    return object
  }
}

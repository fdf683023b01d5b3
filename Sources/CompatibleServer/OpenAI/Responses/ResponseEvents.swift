import ModelsAPI
import Wire

/// The events of a streamed response: https://platform.openai.com/docs/api-reference/responses-streaming
struct ResponseEvents: StreamedAnswer {
  private let object: ResponseObject
  private let tools: ResponseTools
  private var writer = JSONWriter()
  private var number = 0
  private var hasBegun = false
  private var items: [ResponseItem] = []
  /// Which items have been told to their end.
  private var closed: Set<Int> = []
  /// The item that text goes to.
  private var message: Int?
  /// The items of the upstream's calls, by the upstream's numbers.
  private var calls: [Int: Int] = [:]
  private var usage: Usage?
  private var reason: FinishReason?

  init(_ object: ResponseObject, _ tools: ResponseTools) {
    self.object = object
    self.tools = tools
  }

  mutating func piece(_ events: [ReplyEvent]) -> [UInt8] {
    begin()
    for event in events { write(event) }
    return take()
  }

  mutating func end() -> [UInt8] {
    begin()
    if items.isEmpty { openMessage() }
    let status = ResponseObject.Status(reason)
    for index in items.indices { close(index, status.word(ofItemAt: index, of: items.count)) }
    response("response.\(status.word)", status)
    return take()
  }

  /// Told twice, as clients differ: some read the response's end, some wait for an error.
  mutating func fail(_ failure: ServedFailure) -> [UInt8] {
    begin()
    response("response.failed", .failed(failure))
    let error = OpenAIError(failure)
    event("error") { event in
      event.member("code", error.code)
      event.member("message", error.message)
      event.member("param", error.parameter)
      event.object("error") {
        $0.member("message", error.message)
        $0.member("type", error.type)
        $0.member("param", error.parameter)
        $0.member("code", error.code)
      }
    }
    return take()
  }

  private mutating func take() -> [UInt8] {
    defer { writer = JSONWriter() }
    return writer.bytes
  }

  private mutating func begin() {
    guard !hasBegun else { return }
    hasBegun = true
    response("response.created", .inProgress)
    response("response.in_progress", .inProgress)
  }

  private mutating func write(_ event: ReplyEvent) {
    switch event {
    case .text(let text): write(text)
    case .toolCall(let fragment): write(fragment)
    case .finished(let reason): self.reason = reason
    case .usage(let usage): self.usage = usage
    case .safety, .inputSafety, .exchange, .generation, .model: break
    }
  }

  private mutating func write(_ text: String) {
    let index = message ?? openMessage()
    items[index].text += text
    event("response.output_text.delta", partOf: index) { event in
      event.member("delta", text)
      event.name("logprobs")
      event.array { _ in }
    }
  }

  @discardableResult
  private mutating func openMessage() -> Int {
    let index = open(.message)
    message = index
    event("response.content_part.added", partOf: index) { event in
      event.name("part")
      ResponseItem.writePart("", to: &event)
    }
    return index
  }

  private mutating func open(_ kind: ResponseItem.Kind) -> Int {
    let item = ResponseItem(kind, makeID: object.identity.makeID)
    items.append(item)
    let index = items.count - 1
    event("response.output_item.added", ofItemAt: index) { event in
      event.name("item")
      item.write("in_progress", to: &event)
    }
    return index
  }

  private mutating func write(_ fragment: ToolCallFragment) {
    let index = calls[fragment.index] ?? openCall(fragment)
    guard !fragment.arguments.isEmpty else { return }
    items[index].text += fragment.arguments
    guard case .call(_, let place) = items[index].kind, !place.isCustom else { return }
    event("response.function_call_arguments.delta", ofItemAt: index, withID: true) {
      $0.member("delta", fragment.arguments)
    }
  }

  private mutating func openCall(_ fragment: ToolCallFragment) -> Int {
    if let message { close(message, "completed") }
    message = nil
    let id = fragment.id ?? object.identity.makeID("call_")
    let index = open(.call(id: id, tools.place(of: fragment.name ?? "")))
    calls[fragment.index] = index
    return index
  }

  private mutating func close(_ index: Int, _ status: String) {
    guard closed.insert(index).inserted else { return }
    let item = items[index]
    switch item.kind {
    case .message: closeText(item, index)
    case .call(_, let place) where place.isCustom: closeInput(item, index)
    case .call:
      event("response.function_call_arguments.done", ofItemAt: index, withID: true) {
        $0.member("arguments", item.text)
      }
    }
    event("response.output_item.done", ofItemAt: index) { event in
      event.name("item")
      item.write(status, to: &event)
    }
  }

  private mutating func closeText(_ item: ResponseItem, _ index: Int) {
    event("response.output_text.done", partOf: index) { event in
      event.member("text", item.text)
      event.name("logprobs")
      event.array { _ in }
    }
    event("response.content_part.done", partOf: index) { event in
      event.name("part")
      ResponseItem.writePart(item.text, to: &event)
    }
  }

  /// A custom tool's input stands inside JSON until that is whole, and so comes in one piece.
  private mutating func closeInput(_ item: ResponseItem, _ index: Int) {
    event("response.custom_tool_call_input.delta", ofItemAt: index, withID: true) {
      $0.member("delta", item.input)
    }
    event("response.custom_tool_call_input.done", ofItemAt: index, withID: true) {
      $0.member("input", item.input)
    }
  }

  private mutating func response(_ type: String, _ status: ResponseObject.Status) {
    let (object, items, usage) = (object, items, usage)
    event(type) { event in
      event.name("response")
      object.write(status, items, usage, to: &event)
    }
  }

  private mutating func event(
    _ type: String, partOf index: Int, _ members: (inout JSONWriter) -> Void
  ) {
    event(type, ofItemAt: index, withID: true) { event in
      event.member("content_index", 0)
      members(&event)
    }
  }

  private mutating func event(
    _ type: String, ofItemAt index: Int, withID: Bool = false, _ members: (inout JSONWriter) -> Void
  ) {
    let id = withID ? items[index].id : nil
    event(type) { event in
      if let id { event.member("item_id", id) }
      event.member("output_index", index)
      members(&event)
    }
  }

  private mutating func event(_ type: String, _ members: (inout JSONWriter) -> Void) {
    writer.frame("event: ".utf8)
    writer.frame(type.utf8)
    writer.frame("\ndata: ".utf8)
    writer.object { event in
      event.member("type", type)
      event.member("sequence_number", number)
      members(&event)
    }
    writer.frame("\n\n".utf8)
    number += 1
  }
}

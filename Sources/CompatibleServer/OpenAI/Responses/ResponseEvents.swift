import ModelsAPI
import Wire

/// The events of a streamed response: https://platform.openai.com/docs/api-reference/responses-streaming
struct ResponseEvents: EventEncoder {
  private let object: ResponseObject
  private let tools: ResponseTools
  private var writer = ResponseEventWriter()
  private var hasBegun = false
  private var items: [ResponseItem] = []
  /// Which items have been told to their end.
  private var closed: Set<Int> = []
  /// The item that text goes to.
  private var message: Int?
  /// The items of the upstream's calls, by the upstream's numbers.
  private var calls: [Int: Int] = [:]
  /// Of the text that comes next.
  private var logProbabilities: [JSONValue] = []
  private var usage: Usage?
  private var reason: FinishReason?

  init(_ object: ResponseObject, _ tools: ResponseTools) {
    self.object = object
    self.tools = tools
  }

  mutating func piece(_ events: [ReplyEvent]) -> [UInt8] {
    begin()
    for event in events { write(event) }
    return writer.take()
  }

  mutating func end() -> [UInt8] {
    begin()
    if items.isEmpty { openMessage() }
    let status = ResponseObject.Status(reason)
    for index in items.indices { close(index, status.word(ofItemAt: index, of: items.count)) }
    response("response.\(status.word)", status)
    return writer.take()
  }

  mutating func fail(_ failure: ServerError, requestID: String) -> [UInt8] {
    begin()
    writer.failure(failure, object, items, usage)
    return writer.take()
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
    case .logProbabilities(let account): logProbabilities += account.responseLogProbabilities
    // One answer is asked for.
    case .choice, .safety, .inputSafety, .exchange, .generation, .model: break
    }
  }

  private mutating func write(_ text: String) {
    let index = message ?? openMessage()
    items[index].text += text
    items[index].logProbabilities += logProbabilities
    writer.textDelta(text, logProbabilities: logProbabilities.map(\.withoutBytes))
    logProbabilities = []
  }

  @discardableResult
  private mutating func openMessage() -> Int {
    let index = open(.message)
    message = index
    writer.beginText(of: items[index].id, at: index)
    let item = items[index]
    writer.event("response.content_part.added", partOf: item.id, at: index) { event in
      event.name("part")
      item.writePart(to: &event)
    }
    return index
  }

  private mutating func open(_ kind: ResponseItem.Kind) -> Int {
    let item = ResponseItem(kind, makeID: object.identity.makeID)
    items.append(item)
    let index = items.count - 1
    writer.event("response.output_item.added", at: index) { event in
      event.name("item")
      item.write("in_progress", to: &event)
    }
    return index
  }

  private mutating func write(_ fragment: ToolCallFragment) {
    let index = calls[fragment.index] ?? openCall(fragment)
    guard !fragment.arguments.isEmpty else { return }
    items[index].text += fragment.arguments
    guard case .call(_, let tool) = items[index].kind, !tool.isCustom else { return }
    writer.event("response.function_call_arguments.delta", of: items[index].id, at: index) {
      $0.member("delta", fragment.arguments)
    }
  }

  private mutating func openCall(_ fragment: ToolCallFragment) -> Int {
    if let message { close(message, "completed") }
    message = nil
    let id = fragment.id ?? object.identity.makeID("call_")
    let index = open(.call(id: id, tools.identity(of: fragment.name ?? "")))
    calls[fragment.index] = index
    return index
  }

  private mutating func close(_ index: Int, _ status: String) {
    guard closed.insert(index).inserted else { return }
    completeCall(index)
    let item = items[index]
    switch item.kind {
    case .message: closeText(item, index)
    case .call(_, let tool) where tool.isCustom: closeInput(item, index)
    case .call(_, let tool):
      writer.event("response.function_call_arguments.done", of: item.id, at: index) {
        // Until version 3, OpenAI's SDK required it.
        $0.member("name", tool.name)
        $0.member("arguments", item.text)
      }
    }
    writer.event("response.output_item.done", at: index) { event in
      event.name("item")
      item.write(status, to: &event)
    }
  }

  /// A call that came without arguments has an empty object of them.
  private mutating func completeCall(_ index: Int) {
    guard case .call(_, let tool) = items[index].kind, CallArguments.isMissing(items[index].text) else {
      return
    }
    items[index].text = CallArguments.json("")
    guard !tool.isCustom else { return }
    writer.event("response.function_call_arguments.delta", of: items[index].id, at: index) {
      $0.member("delta", CallArguments.json(""))
    }
  }

  private mutating func closeText(_ item: ResponseItem, _ index: Int) {
    writer.event("response.output_text.done", partOf: item.id, at: index) { event in
      event.member("text", item.text)
      event.name("logprobs")
      event.value(.array(item.logProbabilities.map(\.withoutBytes)))
    }
    writer.event("response.content_part.done", partOf: item.id, at: index) { event in
      event.name("part")
      item.writePart(to: &event)
    }
  }

  /// A custom tool's input stands inside JSON until that is whole, and so comes in one piece.
  private mutating func closeInput(_ item: ResponseItem, _ index: Int) {
    writer.event("response.custom_tool_call_input.delta", of: item.id, at: index) {
      $0.member("delta", item.input)
    }
    writer.event("response.custom_tool_call_input.done", of: item.id, at: index) {
      $0.member("input", item.input)
    }
  }

  private mutating func response(_ type: String, _ status: ResponseObject.Status) {
    writer.response(type, object, status, items, usage)
  }
}

import Wire

/// Puts together the output of a response: reasoning, a search, a message, calls.
struct ResponseItemBuilder {
  let answer: GatewayAnswer
  let reasoning: EmulatedResponseRequest.Reasoning?

  func items(_ ids: inout SplitMix64) -> [EmulatedResponseItem] {
    let choice = answer.choices[0]
    var items: [EmulatedResponseItem] = []
    if let reasoning {
      items.append(
        .reasoning(
          id: "rs_\(ids.hex(digits: 50))",
          summary: reasoning.isSummarized ? "**Thinking about a pretend org**" : nil,
          secret: reasoning.isEncrypted ? "gAAAAA\(ids.letters(90))" : nil))
    }
    if let query = answer.searchQuery { items.append(.search(id: "ws_\(ids.hex(digits: 50))", query: query)) }
    if !choice.text.isEmpty || choice.calls.isEmpty {
      items.append(
        .message(
          id: "msg_\(ids.hex(digits: 50))", text: choice.text, isComplete: choice.finishReason != "length"))
    }
    return items + choice.calls.map { item($0, &ids) }
  }

  private func item(_ call: EmulatedToolCall, _ ids: inout SplitMix64) -> EmulatedResponseItem {
    let function = answer.request.availableTools.functions.first { $0.name == call.name }
    guard function?.takesText ?? false else {
      return .call(id: "fc_\(ids.hex(digits: 50))", call, namespace: function?.namespace)
    }
    return .customCall(id: "ctc_\(ids.hex(digits: 50))", call, input: call.plainInput)
  }
}

extension EmulatedToolCall {
  /// The text for a tool that takes no object: the member `input` of the arguments, else all of them.
  fileprivate var plainInput: String {
    (try? JSONValue(decoding: arguments))?["input"]?.string ?? arguments
  }
}

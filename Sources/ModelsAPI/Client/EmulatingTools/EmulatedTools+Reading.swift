import Wire

extension EmulatedTools {
  /// Calls that an answer asks for, and what it says beside them.
  package struct Calls: Equatable, Sendable {
    /// What is said beside the calls; empty for nothing.
    package var text: String
    /// What is asked for, in the answer's order.
    package var calls: [ToolCall]

    /// Calls as they were read, and the text beside them.
    package init(text: String, calls: [ToolCall]) {
      self.text = text
      self.calls = calls
    }
  }

  /// The calls in an answer; `nil` when it is text.
  ///
  /// Read strictly: besides ``CallRepair`` and sentences before the object nothing is forgiven, and one wrong call makes
  /// the whole answer text. A call that was not meant is worse than one that was missed: programs carry it out.
  ///
  /// - Parameter makeID: an id that nobody has had before.
  package func calls(in answer: String, makeID: () -> String) -> Calls? {
    guard !functions.isEmpty else { return nil }
    if let calls = wholeCalls(in: answer, makeID) { return calls }
    guard let announced = AnnouncedCall(answer), var calls = wholeCalls(in: announced.object, makeID) else {
      return nil
    }
    calls.text = [announced.sentences, calls.text].filter { !$0.isEmpty }.joined(separator: "\n\n")
    return calls
  }

  /// The calls of an object that fills a text from end to end.
  private func wholeCalls(in text: String, _ makeID: () -> String) -> Calls? {
    guard let object = CallRepair.object(in: text) else { return nil }
    guard Self.names(of: object).isSubset(of: ["text", "tool_calls"]), Self.isOnce(object),
      let said = said(in: object), let wishes = object["tool_calls"]?.array, !wishes.isEmpty,
      allowsSeveralCalls || wishes.count == 1
    else { return nil }
    let calls = wishes.compactMap { call($0, makeID) }
    return calls.count == wishes.count ? Calls(text: said, calls: calls) : nil
  }

  private func said(in object: JSONObject) -> String? {
    guard let text = object["text"], !text.isNull else { return "" }
    return text.string
  }

  private func call(_ value: JSONValue, _ makeID: () -> String) -> ToolCall? {
    guard let object = value.object, Self.names(of: object) == ["name", "arguments"], Self.isOnce(object),
      let name = object["name"]?.string, let function = functions.first(where: { $0.name == name }),
      let arguments = object["arguments"]?.object, function.takes(arguments)
    else { return nil }
    return ToolCall(id: makeID(), name: name, arguments: JSONValue.object(arguments).text)
  }

  private static func names(of object: JSONObject) -> Set<String> { Set(object.members.map(\.name)) }

  private static func isOnce(_ object: JSONObject) -> Bool {
    names(of: object).count == object.members.count
  }
}

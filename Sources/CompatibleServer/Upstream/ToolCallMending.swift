import ModelsAPI

/// Mends what streams tell of calls before anybody writes it: a name is told once and before all else, and a call
/// without arguments has an empty object of them.
struct ToolCallMending {
  private struct Key: Hashable {
    let generation: Int
    let call: Int
  }

  fileprivate struct Call {
    var id: String?
    /// Arguments that wait for the name, or may yet turn out to be none.
    var held = ""
    var isNamed = false
    var hasArguments = false
  }

  private var generation = 0
  private var calls: [Key: Call] = [:]

  mutating func mend(_ events: [ReplyEvent]) -> [ReplyEvent] {
    guard events.contains(where: isConcerned) else { return events }
    var mended: [ReplyEvent] = []
    for event in events {
      switch event {
      case .choice(let index): generation = index
      case .toolCall(let fragment):
        if let fragment = mend(fragment) { mended.append(.toolCall(fragment)) }
        continue
      case .finished: mended += complete(generation)
      case .text, .logProbabilities, .usage, .safety, .inputSafety, .exchange, .generation, .model: break
      }
      mended.append(event)
    }
    return mended
  }

  private func isConcerned(_ event: ReplyEvent) -> Bool {
    switch event {
    case .choice, .toolCall: true
    case .finished: !calls.isEmpty
    case .text, .logProbabilities, .usage, .safety, .inputSafety, .exchange, .generation, .model: false
    }
  }

  /// What was held back when the stream ended without a word.
  mutating func end() -> [ReplyEvent] {
    Set(calls.keys.map(\.generation)).sorted().flatMap { index in
      let rest = complete(index)
      return rest.isEmpty ? [] : [.choice(index)] + rest
    }
  }

  private mutating func mend(_ fragment: ToolCallFragment) -> ToolCallFragment? {
    let key = Key(generation: generation, call: fragment.index)
    var call = calls[key] ?? Call()
    defer { calls[key] = call }
    let isNew = !call.isNamed && !(fragment.name ?? "").isEmpty
    if !call.isNamed { call.id = fragment.id ?? call.id }
    call.isNamed = call.isNamed || isNew
    call.held += fragment.arguments
    guard call.isNamed else { return nil }
    let arguments = call.takeArguments()
    guard isNew || !arguments.isEmpty else { return nil }
    return ToolCallFragment(
      index: fragment.index, id: isNew ? call.id : nil, name: isNew ? fragment.name : nil,
      arguments: arguments)
  }

  private mutating func complete(_ generation: Int) -> [ReplyEvent] {
    let keys = calls.keys.filter { $0.generation == generation }.sorted { $0.call < $1.call }
    return keys.compactMap { key in
      guard let call = calls[key], !call.isNamed || !call.hasArguments else { return nil }
      calls[key]?.isNamed = true
      calls[key]?.hasArguments = true
      return .toolCall(
        ToolCallFragment(
          index: key.call, id: call.isNamed ? nil : call.id, name: call.isNamed ? nil : "",
          arguments: CallArguments.json(call.held)))
    }
  }
}

extension ToolCallMending.Call {
  /// What may be told now: nothing, as long as it may be blank or `null`.
  fileprivate mutating func takeArguments() -> String {
    if !hasArguments {
      let begun = held.utf8.drop { $0 <= 0x20 }
      hasArguments = !"null".utf8.starts(with: begun)
    }
    guard hasArguments else { return "" }
    defer { held = "" }
    return held
  }
}

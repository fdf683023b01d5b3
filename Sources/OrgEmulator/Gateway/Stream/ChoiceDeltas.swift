import Wire

/// The pieces in which one generation comes: word by word, calls of tools as the provider's models write them.
///
/// Source: Salesforce's own clients, which expect fragments from OpenAI and whole calls from Claude and Gemini.
struct ChoiceDeltas {
  let choice: GatewayAnswer.Choice
  let index: Int
  let family: ProviderFamily
  /// The text of the first delta, which is usually empty.
  let prelude: String

  var all: [StreamDelta] {
    var deltas = [StreamDelta(choice: index, text: prelude)]
    deltas += WordPieces.split(choice.text).map { StreamDelta(choice: index, text: $0) }
    deltas += calls.map { StreamDelta(choice: index, calls: .array($0)) }
    if !family.finishesWithContent { deltas.append(StreamDelta(choice: index)) }
    deltas[deltas.count - 1].isLast = true
    return deltas
  }

  private var calls: [[JSONValue]] {
    guard !choice.calls.isEmpty else { return [] }
    switch family {
    case .openAI: return choice.calls.enumerated().flatMap { fragments(of: $1, $0) }
    case .bedrock, .xGen: return [choice.calls.enumerated().map { $1.json(index: $0) }]
    case .vertex: return [choice.calls.map { $0.json(index: nil) }]
    }
  }

  /// First the id and the name, then the arguments in pieces of twelve characters.
  private func fragments(of call: EmulatedToolCall, _ number: Int) -> [[JSONValue]] {
    let opening = EmulatedToolCall(id: call.id, name: call.name, arguments: "")
    let pieces = call.arguments.pieces(of: 12).map { EmulatedToolCall(id: "", name: "", arguments: $0) }
    return ([opening] + pieces).map { [$0.json(index: number)] }
  }
}

/// Which frame counts the tokens, when it is one of its own.
enum LateUsage: Equatable, Sendable {
  case withEmptyGenerations
  case withoutGenerations
}

extension ProviderFamily {
  /// `nil` where the last frame of content counts them.
  var lateUsage: LateUsage? {
    switch self {
    case .openAI: .withEmptyGenerations
    case .bedrock: .withoutGenerations
    case .vertex, .xGen: nil
    }
  }

  /// Whether the last words bring the finish reason; else a frame without words does.
  fileprivate var finishesWithContent: Bool { self == .vertex }
}

extension String {
  func pieces(of length: Int) -> [String] {
    var pieces: [String] = []
    var rest = self[...]
    while !rest.isEmpty {
      pieces.append(String(rest.prefix(length)))
      rest = rest.dropFirst(length)
    }
    return pieces
  }
}

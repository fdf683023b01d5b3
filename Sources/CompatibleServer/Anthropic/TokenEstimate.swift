package import ModelsAPI
import Wire

/// How many tokens a request is about: no model's own count, for the org's API has none to ask.
///
/// Written so that English prose lands within a few percent of what the tokenizer counts that Anthropic once published;
/// other languages and code are rougher. Models differ from each other by more.
package enum TokenEstimate {
  /// What a conversation costs besides what is said in it: round all of it, round each message, round each tool.
  private static let frames = (conversation: 1, message: 3, tool: 12)
  /// An image of ordinary size.
  private static let image = 1500

  /// Tokens of all that a request holds, tools too.
  package static func tokens(of request: ChatRequest) -> Int {
    let messages =
      switch request.input {
      case .prompt(let text): [Message(.user, text)]
      case .messages(let messages): messages
      }
    return frames.conversation + messages.reduce(0) { $0 + tokens(of: $1) }
      + request.tools.reduce(0) { $0 + tokens(of: $1) }
  }

  private static func tokens(of message: Message) -> Int {
    let said = message.parts.reduce(0) { $0 + tokens(of: $1) }
    return message.toolCalls.reduce(frames.message + said) {
      $0 + frames.tool + tokens(in: $1.name) + tokens(in: $1.arguments)
    }
  }

  private static func tokens(of part: Message.Part) -> Int {
    switch part {
    case .text(let text): tokens(in: text)
    case .image: image
    // No one here knows how long a recording is.
    case .audio: 0
    case .other(let object): tokens(in: JSONValue.object(object).text)
    }
  }

  private static func tokens(of tool: Tool) -> Int {
    switch tool {
    case .function(let function):
      frames.tool + tokens(in: function.name) + tokens(in: function.description ?? "")
        + tokens(in: function.parameters.map { JSONValue.object($0).text } ?? "")
    case .webSearch: frames.tool
    case .other(let object): frames.tool + tokens(in: JSONValue.object(object).text)
    }
  }

  static func tokens(of generation: Generation) -> Int {
    generation.toolCalls.reduce(tokens(in: generation.text)) {
      $0 + tokens(in: $1.name) + tokens(in: $1.arguments)
    }
  }

  static func tokens(in text: String) -> Int {
    var count = TokenCount()
    for scalar in text.unicodeScalars { count.add(scalar) }
    return count.tokens
  }
}

/// Counts a text's tokens by the runs in it: a word is one and a bit, digits go in pairs, signs cling to each other.
private struct TokenCount {
  private enum Run { case none, word, number, space, signs }

  /// Hundredths of tokens.
  private var hundredths = 0
  private var run = Run.none
  private var length = 0
  private var isSpaceCounted = false

  var tokens: Int { (hundredths + 99) / 100 }

  mutating func add(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "a"..."z", "A"..."Z":
      extend(.word)
      hundredths += length == 1 ? 100 : length > 6 ? 13 : 0
    case "0"..."9":
      extend(.number)
      hundredths += length % 2 == 1 ? 100 : 0
    case " ", "\t", "\r", "\n": addSpace(scalar)
    case "!"..."~":
      extend(.signs)
      hundredths += length == 1 ? 90 : 35
    default:
      extend(.none)
      hundredths += Self.cost(of: scalar)
    }
  }

  /// One blank belongs to the word behind it; more of them, or a new line, are one token together.
  private mutating func addSpace(_ scalar: Unicode.Scalar) {
    extend(.space)
    if length == 1 { isSpaceCounted = false }
    guard !isSpaceCounted, length > 1 || scalar == "\n" else { return }
    isSpaceCounted = true
    hundredths += 100
  }

  private mutating func extend(_ kind: Run) {
    length = run == kind && kind != .none ? length + 1 : 1
    run = kind
  }

  private static func cost(of scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case ..<0x250: 180
    // Letters of the other alphabets.
    case ..<0x2000: 55
    // Typographic signs.
    case ..<0x2030: 100
    // What is written without alphabets.
    case ..<0x10000: 105
    default: 300
    }
  }
}

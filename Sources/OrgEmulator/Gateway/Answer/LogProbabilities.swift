import Wire

/// How sure the emulated model was of each word, and what else it might have said.
///
/// Source: OpenAI API reference, `logprobs`; what the gateway makes of it is not known.
struct LogProbabilities {
  private let words: [String]
  private let alternatives: Int

  init(of text: String, alternatives: Int) {
    words = WordPieces.split(text)
    self.alternatives = alternatives
  }

  var json: JSONValue { ["content": .array(words.map(token))] }

  private func token(_ word: String) -> JSONValue {
    var token = Self.entry(word, Self.probability(of: word))
    let others = PlaceholderText.words(alternatives, atMost: alternatives).text.split(separator: " ").prefix(
      max(0, alternatives - 1))
    let ranked = [word] + others.map(String.init)
    token["top_logprobs"] = .array(
      ranked.prefix(alternatives).enumerated().map { rank, other in
        .object(Self.entry(other, Self.probability(of: word) - Double(rank)))
      })
    return .object(token)
  }

  private static func entry(_ word: String, _ probability: Double) -> JSONObject {
    [
      "token": .string(word), "logprob": JSONValue(probability),
      "bytes": .array(word.utf8.map { JSONValue(Int($0)) }),
    ]
  }

  /// Between -1 and 0, in steps that print short.
  private static func probability(of word: String) -> Double {
    -Double(Fingerprint(3).adding(word.utf8).value % 1024) / 1024
  }
}

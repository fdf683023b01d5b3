import Wire

extension JSONValue {
  /// A provider's account of its tokens, as chats have it: providers wrap the list of tokens or do not.
  ///
  /// Source: https://platform.openai.com/docs/api-reference/chat/object
  var openAILogProbabilities: JSONValue {
    guard let tokens = tokens else { return .null }
    return ["content": .array(tokens), "refusal": self["refusal"] ?? .null]
  }

  fileprivate var tokens: [JSONValue]? { array ?? self["content"]?.array }

  /// The same, as the part of a response's message has it: every token with its bytes.
  ///
  /// Source: https://platform.openai.com/docs/api-reference/responses/object
  var responseLogProbabilities: [JSONValue] {
    (tokens ?? []).map { token in
      var object = token.responseToken
      object["top_logprobs"] = .array((token["top_logprobs"]?.array ?? []).map { .object($0.responseToken) })
      return .object(object)
    }
  }

  private var responseToken: JSONObject {
    let token = self["token"]?.string ?? ""
    let bytes = self["bytes"] ?? .array(token.utf8.map { JSONValue(Int($0)) })
    return ["token": .string(token), "bytes": bytes, "logprob": self["logprob"] ?? 0]
  }

  /// A token of ``responseLogProbabilities`` as the events of a stream have it: without bytes.
  var withoutBytes: JSONValue {
    guard var token = object else { return self }
    token["bytes"] = nil
    if let others = token["top_logprobs"]?.array {
      token["top_logprobs"] = .array(others.map(\.withoutBytes))
    }
    return .object(token)
  }
}

/// A provider's account of its tokens, as the older completions have it: in columns, with each token's place in the text.
///
/// Source: https://platform.openai.com/docs/api-reference/completions/object
struct TextLogProbabilities {
  /// Characters, as the original counts them: of Unicode, not of people.
  private var offset: Int

  /// - Parameter text: what stands before the tokens.
  init(after text: String) { offset = text.unicodeScalars.count }

  /// The columns of the tokens that follow; `null` where there is no list of tokens.
  mutating func columns(of account: JSONValue) -> JSONValue {
    guard let tokens = account.tokens else { return .null }
    var columns: JSONObject = ["text_offset": .array(tokens.map { place(of: $0) })]
    columns["token_logprobs"] = .array(tokens.map { $0["logprob"] ?? .null })
    columns["tokens"] = .array(tokens.map { $0["token"] ?? "" })
    columns["top_logprobs"] = .array(tokens.map(Self.alternatives))
    return .object(columns)
  }

  private mutating func place(of token: JSONValue) -> JSONValue {
    defer { offset += token["token"]?.string?.unicodeScalars.count ?? 0 }
    return JSONValue(offset)
  }

  private static func alternatives(to token: JSONValue) -> JSONValue {
    var alternatives = JSONObject()
    for other in token["top_logprobs"]?.array ?? [] {
      alternatives.set(other["token"]?.string ?? "", other["logprob"])
    }
    return .object(alternatives)
  }
}

import Wire

/// What a search of the web would have found, in a world with one page.
///
/// Source: LLM Gateway API reference, `ChatCompletionTool`; the form of the result is not known.
enum WebSearch {
  static func result(for text: String) -> JSONValue {
    let words = Directives.plainText(of: text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return [
      "query": .string(String(words.prefix(200))),
      "results": [
        [
          "title": "A page of a pretend web", "url": "https://acme.example/",
          "snippet": .string("What Acme knows about “\(words.prefix(60))”."),
        ]
      ],
    ]
  }
}

import Wire

/// What a search of the web would have found, in a world with one page.
///
/// Source: LLM Gateway API reference, `ChatCompletionTool`; the form of the gateway's result is not known.
enum WebSearch {
  /// A page that was found.
  struct Page {
    let title = "A page of a pretend web"
    let address = "https://acme.example/"
    let snippet: String
  }

  /// The words to look for.
  static func query(for text: String) -> String {
    String(text.split(whereSeparator: \.isWhitespace).joined(separator: " ").prefix(200))
  }

  static func pages(for query: String) -> [Page] {
    [Page(snippet: "What Acme knows about “\(query.prefix(60))”.")]
  }

  static func result(for text: String) -> JSONValue {
    let query = query(for: Directives.plainText(of: text))
    return ["query": .string(query), "results": .array(pages(for: query).map(\.json))]
  }
}

extension WebSearch.Page {
  fileprivate var json: JSONValue {
    ["title": .string(title), "url": .string(address), "snippet": .string(snippet)]
  }

  /// As Anthropic writes it; only the vendor can read what the page says.
  var claudeJSON: JSONValue {
    [
      "type": "web_search_result", "title": .string(title), "url": .string(address), "page_age": nil,
      "encrypted_content": .string(String(repeating: "RW", count: 32)),
    ]
  }
}

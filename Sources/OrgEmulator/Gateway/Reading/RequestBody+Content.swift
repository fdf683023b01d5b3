import Wire

/// The kinds of parts of which a message may consist.
///
/// Source: LLM Gateway API reference, `MessageContent`.
private enum PartKind: String, CaseIterable {
  case text
  case image = "image_url"
  case audio = "input_audio"
}

extension RequestBody {
  /// The text of a message: its content, or the texts among its parts.
  func messageContent() throws(ErrorResponse) -> String {
    guard let value = value("content"), !value.isNull else { throw .missing(field: path(of: "content")) }
    if let text = value.string { return text }
    guard value.array != nil else {
      throw .badArgument("Expected a string or an array.", field: path(of: "content"))
    }
    var texts: [String] = []
    for part in try parts("content") ?? [] {
      texts.append(contentsOf: try part.partText().map { [$0] } ?? [])
    }
    return texts.joined(separator: "\n")
  }

  /// The words of a text part; other parts have none.
  private func partText() throws(ErrorResponse) -> String? {
    guard let kind = try word("type", of: PartKind.self) else { throw .missing(field: path(of: "type")) }
    guard kind == .text else {
      _ = try requiredText("url")
      return nil
    }
    return try requiredText("text")
  }
}

import ModelsAPI
import Wire

/// Reads the blocks that anybody may say: texts, images, and documents as far as they are text.
enum ContentBlock {
  static func parts(_ block: RequestField) throws(ServerError) -> [Message.Part] {
    let type = try block.required("type")
    switch try type.string() {
    case "text": return [.text(try block.required("text").string())]
    case "image": return [.image(url: try imageURL(block.required("source")))]
    case "document": return [.text(try document(block))]
    case "search_result": return [.text(try searchResult(block))]
    case "tool_reference":
      return [.text("The tool \(try block.required("tool_name").string()) is available.")]
    case "image_url": return [.image(url: try openAIImage(block.required("image_url")))]
    case "container_upload":
      throw type.unsupported(
        "container_upload", wayOut: "Send what the file holds: this server keeps no files.")
    default: throw type.refusal("Input tag '\(try type.string())' is not known")
    }
  }

  /// Whether anybody may say blocks of this type.
  static func isKnown(_ type: String) -> Bool { known.contains(type) }

  private static let known: Set<String> = [
    "container_upload", "document", "image", "image_url", "search_result", "text", "tool_reference",
  ]

  /// Whether blocks of this type belong to tools that only Anthropic's own servers run.
  static func isForeign(_ type: String) -> Bool {
    type.hasSuffix("_tool_use") || type.hasSuffix("_tool_result")
      || ["browser_state", "compaction"].contains(type)
  }

  /// As OpenAI's chats have it.
  private static func openAIImage(_ image: RequestField) throws(ServerError) -> String {
    if let url = image.value.string { return url }
    return try image.required("url").string()
  }

  private static func imageURL(_ source: RequestField) throws(ServerError) -> String {
    let type = try source.required("type")
    switch try type.string() {
    case "url": return try source.required("url").string()
    case "base64":
      let mediaType = try source.required("media_type").string()
      return "data:\(mediaType);base64,\(try source.required("data").string())"
    case "file": throw type.unsupported("file", wayOut: "Send the image itself, as 'base64' or 'url'.")
    default: throw type.refusal("Input should be 'base64' or 'url'")
    }
  }

  private static func document(_ block: RequestField) throws(ServerError) -> String {
    let source = try block.required("source")
    let type = try source.required("type")
    let kind = try type.string()
    guard ["text", "content"].contains(kind) else {
      throw type.unsupported("a document as '\(kind)'", wayOut: "Send the document's text.")
    }
    let text = kind == "text" ? try source.required("data").string() : try texts(source.required("content"))
    return try [block["title"]?.string(), block["context"]?.string(), text].joined()
  }

  private static func searchResult(_ block: RequestField) throws(ServerError) -> String {
    try [
      block["title"]?.string(), block["source"]?.string(), texts(block.required("content")),
    ].joined()
  }

  private static func texts(_ content: RequestField) throws(ServerError) -> String {
    if case .string(let text) = content.value { return text }
    var texts: [String] = []
    for block in try content.elements() { texts.append(try block.required("text").string()) }
    return texts.joined(separator: "\n\n")
  }
}

extension [String?] {
  fileprivate func joined() -> String { compactMap(\.self).joined(separator: "\n") }
}

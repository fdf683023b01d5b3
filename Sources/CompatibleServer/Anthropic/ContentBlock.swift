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
    case let kind where served.contains(kind):
      throw type.unsupported(
        kind, wayOut: "These blocks belong to tools that only Anthropic's own servers run.")
    default: throw type.refusal("Input tag '\(try type.string())' is not known")
    }
  }

  private static let served: Set<String> = [
    "server_tool_use", "web_search_tool_result", "web_fetch_tool_result", "code_execution_tool_result",
    "bash_code_execution_tool_result", "text_editor_code_execution_tool_result", "tool_search_tool_result",
    "mcp_tool_use", "mcp_tool_result", "container_upload", "browser_state", "compaction",
  ]

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

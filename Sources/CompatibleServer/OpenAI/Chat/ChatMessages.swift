import ModelsAPI
import Wire

/// The messages of a chat. Clients that speak both APIs send Anthropic's blocks here, too, and its `system`: what can
/// only be meant in one way is read so.
struct ChatMessages {
  private(set) var messages: [Message] = []
  /// Types of blocks that say nothing to a model here.
  private(set) var passedOver: [String] = []

  init(_ fields: BodyFields) throws(ServerError) {
    try WrongForm.refuse(fields.object, lacking: "messages")
    let list = try fields.required("messages", fields.list("messages"))
    guard !list.isEmpty else { throw fields.wrongValue("messages", "at least one message is needed.") }
    let body = RequestField(body: fields.object)
    if let system = body["system"] { messages.append(try MessagesRequest.system(system)) }
    for (index, message) in list.enumerated() {
      if Self.isAnthropic(message) {
        let path = RequestField.Path.element(index, of: .member("messages", of: .body))
        let reading = try MessageReading(RequestField(.object(message.object), at: path))
        messages += reading.messages
        passedOver += reading.passedOver
      } else {
        messages.append(try Message(openAI: message))
      }
    }
  }

  private static func isAnthropic(_ message: BodyFields) -> Bool {
    message["content"]?.array?.contains { block in
      block["type"]?.string.map { blocks.contains($0) || $0.hasSuffix("_tool_result") } ?? false
    } ?? false
  }

  /// What only Anthropic's messages hold.
  private static let blocks: Set<String> = [
    "document", "image", "mcp_tool_use", "redacted_thinking", "server_tool_use", "thinking", "tool_result",
    "tool_use",
  ]
}

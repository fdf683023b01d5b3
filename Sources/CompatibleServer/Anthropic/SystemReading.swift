import ModelsAPI
import Wire

/// Reads `system`: a text, or blocks of text.
enum SystemReading {
  static func message(_ field: RequestField) throws(ServerError) -> Message {
    guard case .array = field.value else { return Message(.system, try field.string()) }
    var texts: [String] = []
    for block in try field.elements() {
      let type = try block.required("type")
      guard try type.string() == "text" else { throw type.refusal("Input should be 'text'") }
      texts.append(try block.required("text").string())
    }
    return Message(.system, texts.joined(separator: "\n\n"))
  }
}

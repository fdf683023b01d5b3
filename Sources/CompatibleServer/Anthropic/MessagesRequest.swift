import ModelsAPI
import Wire

/// What a client asks of `/v1/messages`, read from its body.
///
/// Source: https://platform.claude.com/docs/en/api/messages/create
struct MessagesRequest {
  var chat: ChatRequest
  /// As the client wrote it, and as it wants to read it in the answer.
  var modelName: String
  var wantsStream: Bool
  /// UnsupportedFields that have no meaning here, by their names.
  var leftOut: [String]

  init(_ body: JSONObject, map: ModelMap) throws(ServerError) {
    let body = RequestField(body: body)
    try Anthropic.UnsupportedFields.refuse(in: body)
    modelName = try body.required("model").string()
    chat = ChatRequest(
      model: map.model(named: modelName), .messages(try Self.messages(in: body)),
      settings: try Self.settings(in: body), tools: try ToolReading.tools(in: body))
    chat.toolChoice = try ToolReading.choice(in: body, among: chat.tools)
    wantsStream = try body["stream"]?.bool() ?? false
    leftOut = Anthropic.UnsupportedFields.leftOut(of: body)
  }

  private static func messages(in body: RequestField) throws(ServerError) -> [Message] {
    var messages: [Message] = []
    if let system = try body["system"].map(SystemReading.message) { messages.append(system) }
    let turns = try body.required("messages")
    let entries = try turns.elements()
    guard !entries.isEmpty else { throw turns.refusal("at least one message is required") }
    for entry in entries { messages += try MessageReading.messages(entry) }
    return messages
  }

  private static func settings(in body: RequestField) throws(ServerError) -> GenerationSettings {
    var settings = try GenerationSettings(messages: body)
    settings.responseFormat = try format(in: body)
    return settings
  }

  /// `output_format` is where the first clients said it.
  private static func format(in body: RequestField) throws(ServerError) -> ResponseFormat? {
    guard let format = body["output_config"]?["format"] ?? body["output_format"] else { return nil }
    let type = try format.required("type")
    guard try type.string() == "json_schema" else { throw type.refusal("Input should be 'json_schema'") }
    return .jsonSchema(name: "answer", schema: try format.required("schema").object(), isStrict: true)
  }
}

import ModelsAPI
import Wire

/// What a client asks of `/v1/messages`, read from its body.
///
/// Source: https://platform.claude.com/docs/en/api/messages/create
struct MessagesRequest: GenerationRequest {
  var chat: ChatRequest
  /// As the client wrote it, and as it wants to read it in the answer; the server's own where it wrote none.
  var model: String
  var streams: Bool
  /// Fields that have no meaning here, by their names.
  var leftOut: [String]

  var chats: [ChatRequest] { [chat] }
  /// Tools and blocks that say nothing to a model here.
  var ignored: [String]

  init(_ body: JSONObject, _ map: ModelMap) throws(ServerError) {
    try self.init(counting: body, map)
    _ = try RequestField(body: body).required("max_tokens")
  }

  /// A request whose tokens are to be counted, which needs no limit.
  init(counting body: JSONObject, _ map: ModelMap) throws(ServerError) {
    let body = RequestField(body: body)
    try Anthropic.UnsupportedFields.refuse(in: body)
    model = try Self.model(in: body) ?? map.textModel.text
    let (messages, passedOver) = try Self.messages(in: body)
    chat = ChatRequest(
      model: map.model(named: model), .messages(messages), settings: try Self.settings(in: body))
    let offered = try ToolReading.tools(in: body)
    (chat.tools, chat.toolChoice) = try ToolReading.choice(in: body, among: offered)
    ignored = Anthropic.UnsupportedFields.ignored(in: body) + offered.leftOut + passedOver
    streams = try body["stream"]?.bool() ?? false
    leftOut = Anthropic.UnsupportedFields.leftOut(of: body)
  }

  private static func model(in body: RequestField) throws(ServerError) -> String? {
    guard let field = body["model"], case let name = try field.string(), !name.isEmpty else { return nil }
    guard ModelMap.isName(name) else { throw field.refusal(ModelMap.longestNameRule) }
    return name
  }

  private static func messages(
    in body: RequestField
  ) throws(ServerError) -> (messages: [Message], passedOver: [String]) {
    var messages: [Message] = []
    var passedOver: [String] = []
    if let system = body["system"] { messages.append(try self.system(system)) }
    try WrongForm.refuse(body.value.object ?? [:], lacking: "messages")
    let turns = try body.required("messages")
    let entries = try turns.elements()
    guard !entries.isEmpty else { throw turns.refusal("at least one message is required") }
    for entry in entries {
      let reading = try MessageReading(entry)
      messages += reading.messages
      passedOver += reading.passedOver
    }
    guard !messages.isEmpty else { throw turns.refusal("none of them says anything") }
    return (messages, passedOver)
  }

  /// A text, or blocks of text.
  static func system(_ field: RequestField) throws(ServerError) -> Message {
    guard case .array = field.value else { return Message(.system, try field.string()) }
    var texts: [String] = []
    for block in try field.elements() {
      let type = try block.required("type")
      guard try type.string() == "text" else { throw type.refusal("Input should be 'text'") }
      texts.append(try block.required("text").string())
    }
    return Message(.system, texts.joined(separator: "\n\n"))
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
    let field = try format.required("schema")
    let schema = try field.object()
    if let problem = DemandedSchema.problem(in: schema) {
      throw field.refusal("it is no JSON Schema: \(problem)")
    }
    return .jsonSchema(name: "answer", schema: schema, isStrict: true)
  }
}

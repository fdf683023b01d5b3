import ModelsAPI
import Wire

/// The body of `POST /v1/chat/completions`: https://platform.openai.com/docs/api-reference/chat/create
struct ChatCompletionRequest: GenerationRequest {
  /// As the client named it; the server's own where it named none.
  let model: String
  let chats: [ChatRequest]
  let streams: Bool
  /// Whether a stream should end with what it cost.
  let tellsUsage: Bool
  /// Fields that have no counterpart here.
  let ignored: [String]

  init(_ body: JSONObject, _ map: ModelMap) throws(ServerError) {
    let fields = BodyFields(body)
    try Self.refuse(fields)
    model = try fields.model ?? map.textModel.text
    streams = try fields.flag("stream") ?? false
    tellsUsage = try fields.fields("stream_options")?.flag("include_usage") ?? false
    let offered = try OfferedTools(openAI: fields)
    let conversation = try ChatMessages(fields)
    var chat = ChatRequest(
      model: map.model(named: model), .messages(conversation.messages),
      settings: try GenerationSettings(chat: fields))
    (chat.tools, chat.toolChoice) = try WantedTools(openAI: fields).choice(among: offered, in: fields)
    chats = [chat]
    ignored = Self.unread.names(in: fields) + offered.leftOut + conversation.passedOver
  }

  private static let unread = UnreadFields(
    except: [
      "audio", "function_call", "functions", "messages", "modalities", "model", "parallel_tool_calls",
      "response_format", "stream", "stream_options", "system", "tool_choice", "tools",
    ], ClientField.all(of: .chatCompletions))

  /// - Throws: for what would change the answer and cannot be had.
  private static func refuse(_ fields: BodyFields) throws(ServerError) {
    for name in ["functions", "function_call"] where fields[name]?.isEmpty == false {
      throw .invalid("'\(name)' has been replaced by 'tools' and 'tool_choice'.", parameter: name)
    }
    let modalities = try fields.texts("modalities") ?? []
    if !modalities.allSatisfy({ $0 == "text" }) || fields["audio"]?.isEmpty == false {
      throw .unsupported(["modalities"], wayOut: "Answers are text.")
    }
  }
}

extension GenerationSettings {
  fileprivate init(chat fields: BodyFields) throws(ServerError) {
    try self.init(fields, of: .chatCompletions)
    responseFormat = try ResponseFormat(openAI: fields)
  }
}

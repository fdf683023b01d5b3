import ModelsAPI
import Wire

/// The body of `POST /v1/responses`: https://platform.openai.com/docs/api-reference/responses/create
struct ResponsesRequest: GenerationRequest {
  /// As the client named it; the server's own where it named none.
  let model: String
  let chats: [ChatRequest]
  let streams: Bool
  let tools: ResponseTools
  /// Fields that have no counterpart here.
  let ignored: [String]
  /// Members of the answer that repeat the request.
  let echo: [UInt8]

  init(_ body: JSONObject, _ map: ModelMap) throws(ServerError) {
    let fields = BodyFields(body)
    try Self.refuse(fields)
    model = try fields.model ?? map.textModel.text
    streams = try fields.flag("stream") ?? false
    tools = try ResponseTools(fields)
    let input = try ResponseInput(fields)
    var chat = ChatRequest(
      model: map.model(named: model), .messages(input.messages),
      settings: try GenerationSettings(responses: fields))
    try chat.offer(tools, choiceIn: fields)
    let callsNothing = try fields.integer("max_tool_calls", from: 0) == 0
    if callsNothing, !tools.tools.isEmpty { chat.toolChoice = ToolChoice(.none) }
    chats = [chat]
    ignored =
      Self.unread.names(in: fields).filter { !callsNothing || $0 != "max_tool_calls" }
      + tools.offered.leftOut + input.passedOver
    echo = ResponseEcho.members(of: fields)
  }

  private static let unread = UnreadFields(
    except: [
      "background", "conversation", "input", "instructions", "model", "parallel_tool_calls",
      "previous_response_id", "prompt", "stream", "text.format", "tool_choice", "tools",
      // They say how an answer travels or is counted, not what is in it.
      "client_metadata", "include", "prompt_cache_options", "stream_options", "truncation",
    ], ClientField.all(of: .responses))

  /// - Throws: for what stands for things that are kept elsewhere.
  static func refuseReferences(_ fields: BodyFields) throws(ServerError) {
    for name in ["conversation", "prompt"] where fields[name] != nil {
      throw .invalid(
        "'\(name)' is not supported: this server keeps responses alone. Send the whole conversation as 'input', "
          + "or go on from a response with 'previous_response_id'.", parameter: name)
    }
  }

  /// - Throws: for what needs another memory, or would change the answer and cannot be had.
  private static func refuse(_ fields: BodyFields) throws(ServerError) {
    try refuseReferences(fields)
    // What they mean is done where responses are kept.
    _ = (try fields.text("previous_response_id"), try fields.flag("store"))
    guard try fields.flag("background") != true else {
      throw .unsupported(["background"], wayOut: "Wait for the answer, or stream it.")
    }
  }
}

extension GenerationSettings {
  fileprivate init(responses fields: BodyFields) throws(ServerError) {
    try self.init(fields, of: .responses)
    responseFormat = try ResponseFormat(responses: fields)
  }
}

extension ResponseFormat {
  /// - Returns: `nil` for plain text.
  fileprivate init?(responses fields: BodyFields) throws(ServerError) {
    guard let format = try fields.fields("text")?.fields("format") else { return nil }
    switch try format.required("type", format.text("type")) {
    case "text": return nil
    case "json_object": self = try .object(format)
    case "json_schema":
      self = .jsonSchema(
        name: try format.required("name", format.text("name")),
        schema: try format.required("schema", format.schema()),
        isStrict: try format.flag("strict"))
    case let other:
      throw format.wrongValue("type", "'\(other)' is none of 'text', 'json_object' and 'json_schema'.")
    }
  }
}

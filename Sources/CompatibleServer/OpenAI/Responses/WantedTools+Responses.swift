import ModelsAPI
import Wire

extension ChatRequest {
  /// Offers the tools of a request for a response as far as its choice allows them.
  ///
  /// - Throws: ``ServerError/unsupported(_:wayOut:)`` where the choice demands what cannot be had.
  mutating func offer(_ tools: ResponseTools, choiceIn fields: BodyFields) throws(ServerError) {
    let wanted = try WantedTools(responses: fields)
    (self.tools, toolChoice) = try wanted.choice(among: tools.offered, in: fields)
  }
}

extension WantedTools {
  fileprivate init(responses fields: BodyFields) throws(ServerError) {
    switch fields["tool_choice"] {
    case .string(let word)?: self = .some(ToolChoice(try ToolChoice.Mode(openAI: word, in: fields)))
    case nil: self = .some(ToolChoice(.auto))
    default: try self.init(responsesObject: fields.required("tool_choice", fields.fields("tool_choice")))
    }
  }

  private init(responsesObject choice: BodyFields) throws(ServerError) {
    let type = try choice.required("type", choice.text("type"))
    switch type {
    case "function", "custom":
      self = .some(ToolChoice(.tool, allowed: [try ToolChoice.name(of: choice)]))
    case "allowed_tools":
      let list = try choice.required("tools", choice.list("tools"))
      self = try WantedTools(allowed: list, isDemanded: choice.text("mode") == "required")
    default: self = try WantedTools(hosted: type, choice)
    }
  }
}

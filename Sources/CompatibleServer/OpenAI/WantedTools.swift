import ModelsAPI
import Wire

/// What a request says of the use of its tools, before it is known which of them can be had.
enum WantedTools {
  case some(ToolChoice)
  /// The model must search.
  case search
  /// A tool that only its own server runs; its type is the client's.
  case hosted(String)

  /// - Parameter list: of tools, of which those without a name are no functions.
  init(allowed list: [BodyFields], isDemanded: Bool) throws(ServerError) {
    var names: [String] = []
    var others: [String] = []
    for tool in list {
      let isFunction = tool["name"] != nil || tool["function"] != nil
      if isFunction {
        names.append(try ToolChoice.name(of: tool))
      } else {
        others.append(try tool.text("type") ?? "tool")
      }
    }
    if !names.isEmpty || list.isEmpty {
      self = .some(ToolChoice(isDemanded ? .any : .auto, allowed: names))
    } else if !isDemanded {
      self = .some(ToolChoice(others.contains(where: OfferedTools.isSearch) ? .auto : .none))
    } else {
      self = others.contains(where: OfferedTools.isSearch) ? .search : .hosted(others[0])
    }
  }

  /// A choice of one kind of tool by its type, or, as Anthropic's clients say it, of how free the model is.
  init(hosted type: String, _ choice: BodyFields) throws(ServerError) {
    switch type {
    case "auto", "any", "none": self = .some(ToolChoice(ToolChoice.Mode(rawValue: type) ?? .auto))
    case "required": self = .some(ToolChoice(.any))
    case "tool": self = .some(ToolChoice(.tool, allowed: [try ToolChoice.name(of: choice)]))
    case _ where OfferedTools.isSearch(type): self = .search
    default: self = .hosted(type)
    }
  }

  /// The tools to offer and how the model may use them, in the words that all of OpenAI's endpoints share; no choice
  /// where the client leaves it to the model.
  func choice(among offered: OfferedTools, in fields: BodyFields) throws(ServerError) -> ([Tool], ToolChoice?)
  {
    let parallel = try fields.flag("parallel_tool_calls")
    switch self {
    case .hosted(let type): throw Self.refusal(type)
    case .search:
      guard let search = offered.search else { throw Self.refusal("web_search") }
      return (search, ToolChoice(.any, allowsParallelCalls: parallel))
    case .some(var choice):
      let isFree = choice.mode == .auto || choice.mode == .none
      guard !offered.tools.isEmpty else {
        guard !isFree else { return ([], nil) }
        if let type = offered.leftOut.first { throw Self.refusal(type) }
        throw fields.wrongValue("tool_choice", "it is only allowed with 'tools'.")
      }
      guard fields["tool_choice"] != nil || parallel != nil else { return (offered.tools, nil) }
      choice.allowsParallelCalls = parallel
      return (offered.tools, choice)
    }
  }

  private static func refusal(_ type: String) -> ServerError {
    .unsupported(["tool_choice (\(type))"], wayOut: "Leave the choice to the model, or choose a function.")
  }
}

extension ToolChoice.Mode {
  init(openAI word: String, in fields: BodyFields) throws(ServerError) {
    switch word {
    case "auto": self = .auto
    case "none": self = .none
    case "required", "any": self = .any
    default: throw fields.wrongValue("tool_choice", "'\(word)' is none of 'auto', 'none' and 'required'.")
    }
  }
}

extension ToolChoice {
  /// A function's name, in the form of chats or of responses.
  static func name(of tool: BodyFields) throws(ServerError) -> String {
    if let name = try tool.text("name") { return ResponseTools.name(name, in: try tool.text("namespace")) }
    let function = try tool.required("function", tool.fields("function"))
    return try function.required("name", function.text("name"))
  }
}

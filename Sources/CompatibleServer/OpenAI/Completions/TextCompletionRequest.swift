import ModelsAPI
import Wire

/// The body of `POST /v1/completions`: https://platform.openai.com/docs/api-reference/completions/create
struct TextCompletionRequest: GenerationRequest {
  /// As the client named it; the server's own where it named none.
  let model: String
  /// One for each prompt.
  let chats: [ChatRequest]
  /// What stands before each answer.
  let echoes: [String]
  let streams: Bool
  let tellsUsage: Bool
  /// Fields that have no counterpart here.
  let ignored: [String]

  init(_ body: JSONObject, _ map: ModelMap) throws(ServerError) {
    let fields = BodyFields(body)
    model = try fields.model ?? map.textModel.text
    streams = try fields.flag("stream") ?? false
    tellsUsage = try fields.fields("stream_options")?.flag("include_usage") ?? false
    let prompts = try Self.prompts(fields)
    let settings = try GenerationSettings(fields, of: .completions)
    try Self.refuse(fields, settings)
    let model = map.model(named: model)
    chats = prompts.map { ChatRequest(model: model, .prompt($0), settings: settings) }
    let echoes = try fields.flag("echo") ?? false
    self.echoes = prompts.map { echoes ? $0 : "" }
    ignored = Self.unread.names(in: fields)
  }

  private static let unread = UnreadFields(
    except: ["best_of", "echo", "model", "prompt", "stream", "stream_options", "suffix"],
    ClientField.all(of: .completions))

  /// Each makes a request of its own.
  private static let mostPrompts = 128

  private static func prompts(_ fields: BodyFields) throws(ServerError) -> [String] {
    try WrongForm.refuse(fields.object, lacking: "prompt")
    let prompt = try fields.required("prompt", fields["prompt"])
    if let first = prompt.array?.first, first.int != nil || first.array != nil {
      throw fields.wrongType("prompt", "text; token ids are not supported")
    }
    let prompts = try fields.texts("prompt") ?? []
    guard !prompts.isEmpty else { throw fields.wrongValue("prompt", "at least one prompt is needed.") }
    guard prompts.count <= mostPrompts else {
      throw fields.wrongValue(
        "prompt", "at most \(mostPrompts) prompts are possible; this has \(prompts.count).")
    }
    return prompts
  }

  /// - Throws: for what would change the answer and cannot be had.
  private static func refuse(_ fields: BodyFields, _ settings: GenerationSettings) throws(ServerError) {
    if try fields.text("suffix")?.isEmpty == false {
      throw .unsupported(["suffix"], wayOut: "Models here continue a text; they do not fill gaps.")
    }
    if let best = try fields.integer("best_of", from: 1), best != settings.numberOfGenerations ?? 1 {
      throw .unsupported(["best_of"], wayOut: "Ask for several answers with 'n' and choose.")
    }
  }
}

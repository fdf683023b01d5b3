import HTTPTypes
import ModelsAPI
import Wire

/// `GET /v1/models` as Anthropic has it: https://platform.claude.com/docs/en/api/models/list
struct ClaudeModelsHandler: RequestHandler {
  let offered: OfferedModels

  func respond(to context: RequestContext) async throws(ServerError) -> HTTPReply {
    let page = try ModelPage(
      await Self.models(among: offered, for: context.caller), FormFields(decoding: Array(context.query.utf8)))
    var writer = JSONWriter()
    writer.object { writer in
      writer.name("data")
      writer.array { writer in
        for model in page.models { model.write(to: &writer) }
      }
      writer.name("has_more")
      writer.bool(page.hasMore)
      writer.member("first_id", page.models.first?.name)
      writer.member("last_id", page.models.last?.name)
    }
    return HTTPReply(.ok, contentType: "application/json", writer.bytes)
  }

  /// Those that can answer a message, the latest first.
  fileprivate static func models(
    among offered: OfferedModels, for caller: Caller
  ) async -> [ClaudeModel] {
    let embedding = await offered.embeddingModels()
    let models = await offered.entries(for: caller).filter { !embedding.contains($0.model) }.map {
      ClaudeModel($0)
    }
    let dated = models.filter { $0.created > 0 }.sorted { $0.created > $1.created }
    return dated + models.filter { $0.created == 0 }
  }
}

/// `GET /v1/models/{id}` as Anthropic has it: https://platform.claude.com/docs/en/api/models/retrieve
struct ClaudeModelHandler: RequestHandler {
  let offered: OfferedModels

  func respond(to context: RequestContext) async -> HTTPReply {
    let name = context.lastSegment
    guard let model = await offered.model(named: name, for: context.caller) else {
      return await unknown(name, context)
    }
    var writer = JSONWriter()
    ClaudeModel(ModelMap.Entry(name: name, model: model)).write(to: &writer)
    return HTTPReply(.ok, contentType: "application/json", writer.bytes)
  }

  /// Here, unlike in a message, the name is the resource itself.
  private func unknown(_ name: String, _ context: RequestContext) async -> HTTPReply {
    var error = AnthropicError(404, "model: \(name)")
    let models = await ClaudeModelsHandler.models(among: offered, for: context.caller)
    error.details = ["available_models": .array(models.map { .string($0.name) })]
    error.requestID = context.id
    return error.reply
  }
}

import HTTPTypes
import ModelsAPI
import Wire

extension Anthropic {
  /// `GET /v1/models`: https://platform.claude.com/docs/en/api/models/list
  struct ModelsHandler: RequestHandler {
    let map: ModelMap

    func respond(to context: RequestContext) throws(ServerError) -> HTTPReply {
      let page = try ModelPage(ModelHandler.models(of: map), FormFields(decoding: Array(context.query.utf8)))
      var writer = JSONWriter()
      writer.object { writer in
        writer.name("data")
        writer.array { writer in page.models.forEach { $0.write(to: &writer) } }
        writer.name("has_more")
        writer.bool(page.hasMore)
        writer.member("first_id", page.models.first?.name)
        writer.member("last_id", page.models.last?.name)
      }
      return HTTPReply(.ok, contentType: "application/json", writer.bytes)
    }
  }

  /// `GET /v1/models/{id}`: https://platform.claude.com/docs/en/api/models/retrieve
  struct ModelHandler: RequestHandler {
    let map: ModelMap

    func respond(to context: RequestContext) -> HTTPReply {
      let name = context.lastSegment
      guard let model = map.known(name) else { return unknown(name, context) }
      var writer = JSONWriter()
      ClaudeModel(ModelMap.Entry(name: name, model: model)).write(to: &writer)
      return HTTPReply(.ok, contentType: "application/json", writer.bytes)
    }

    /// Here, unlike in a message, the name is the resource itself.
    private func unknown(_ name: String, _ context: RequestContext) -> HTTPReply {
      var error = AnthropicError(404, "model: \(name)")
      error.details = ["available_models": .array(Self.models(of: map).map { .string($0.name) })]
      error.requestID = context.id
      return error.reply
    }

    /// Those that can answer a message, the latest first.
    fileprivate static func models(of map: ModelMap) -> [ClaudeModel] {
      let embedding = Set(Catalogue.embeddingModels + [map.embeddingModel])
      let models = map.entries.filter { !embedding.contains($0.model) }.map { ClaudeModel($0) }
      let dated = models.filter { $0.created > 0 }.sorted { $0.created > $1.created }
      return dated + models.filter { $0.created == 0 }
    }
  }
}

/// The models that a client asked for with `limit`, `after_id` and `before_id`; without a limit it gets all.
struct ModelPage {
  let models: ArraySlice<ClaudeModel>
  /// Whether there are more in the direction in which the client goes.
  let hasMore: Bool

  init(_ all: [ClaudeModel], _ query: FormFields) throws(ServerError) {
    let limit = try Self.limit(query)
    if let last = try Self.position("before_id", query, all) {
      models = all[..<last].suffix(limit)
      hasMore = models.startIndex > 0
    } else {
      let first = try Self.position("after_id", query, all).map { $0 + 1 } ?? 0
      models = all[first...].prefix(limit)
      hasMore = models.endIndex < all.endIndex
    }
  }

  private static func limit(_ query: FormFields) throws(ServerError) -> Int {
    guard let text = query["limit"] else { return 1_000 }
    guard let limit = Int(text), 1...1_000 ~= limit else {
      throw .invalid("limit: Input should be from 1 to 1000", parameter: "limit")
    }
    return limit
  }

  private static func position(
    _ name: String, _ query: FormFields, _ all: [ClaudeModel]
  ) throws(ServerError) -> Int? {
    guard let id = query[name] else { return nil }
    guard let position = all.firstIndex(where: { $0.name == id }) else {
      throw .invalid("\(name): there is no model '\(id)'", parameter: name)
    }
    return position
  }
}

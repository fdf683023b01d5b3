import Wire

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

import HTTPTypes
import Wire

/// `GET /services/data/vNN.0/ssot/machine-learning/configured-models`: which models the org has, and their
/// state.
///
/// Source: Data 360 Connect REST API, "Get Configured Models".
struct ModelList: Sendable {
  /// The whole list, or one model of it.
  struct Place: Equatable {
    var version: String
    var model: String?

    init?(_ path: ArraySlice<String>) {
      let path = Array(path)
      guard (6...7).contains(path.count), path.starts(with: ["services", "data"]),
        Array(path[3...5]) == ["ssot", "machine-learning", "configured-models"], Self.isVersion(path[2])
      else { return nil }
      version = path[2]
      model = path.count == 7 ? path[6] : nil
    }

    /// The resource is known from v61.0 on.
    private static func isVersion(_ text: String) -> Bool {
      guard text.hasPrefix("v"), text.hasSuffix(".0"), let number = Int(text.dropFirst().dropLast(2)) else {
        return false
      }
      return (61...99).contains(number)
    }
  }

  let gate: TokenGate
  let catalogue: Catalogue

  func answer(_ visit: Visit, at place: Place) async -> HTTPReply {
    guard visit.method == .get else {
      return Self.refusal(405, "METHOD_NOT_ALLOWED", "HTTP Method not allowed")
    }
    guard let token = visit.bearer, let facts = await gate.facts(of: token), facts.opensInstance else {
      return Self.refusal(401, "INVALID_SESSION_ID", "Session expired or invalid")
    }
    guard let model = place.model else { return page(visit, place) }
    guard let entry = entries(place).first(where: { $0.isCalled(model) }) else {
      return Self.refusal(404, "NOT_FOUND", "The requested resource does not exist")
    }
    return Self.success(.object(entry.json))
  }

  private func entries(_ place: Place) -> [ModelListEntry] {
    catalogue.models.enumerated().map { ModelListEntry($1, number: $0, version: place.version) }
  }

  private func page(_ visit: Visit, _ place: Place) -> HTTPReply {
    guard let window = ModelListWindow(visit.query) else {
      return Self.refusal(
        400, "ILLEGAL_QUERY_PARAMETER_VALUE", "limit and offset must be numbers, limit from 1 to 200")
    }
    let all = entries(place).filter { $0.fits(visit.query) }
    let shown = all.dropFirst(window.offset).prefix(window.limit)
    let next = window.next.offset < all.count ? window.next : nil
    return Self.success([
      "configuredModels": .array(shown.map { .object($0.json) }),
      "currentPageUrl": .string(window.url(visit)),
      "nextPageUrl": next.map { .string($0.url(visit)) } ?? .null,
      "totalSize": JSONValue(all.count),
    ])
  }

  private static func success(_ body: JSONValue) -> HTTPReply {
    HTTPReply(.ok, contentType: "application/json;charset=UTF-8", body.bytes)
  }

  /// Errors of the REST API on the instance are a list (REST API Developer Guide, "Status Codes and Error
  /// Responses").
  private static func refusal(_ status: Int, _ code: String, _ message: String) -> HTTPReply {
    let body: JSONValue = [["message": .string(message), "errorCode": .string(code)]]
    return HTTPReply(
      HTTPResponse.Status(code: status), contentType: "application/json;charset=UTF-8", body.bytes)
  }
}

extension TokenFacts {
  /// REST resources of the instance want the scope `api`.
  var opensInstance: Bool { scope.split(separator: " ").contains("api") }
}

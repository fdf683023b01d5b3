import HTTPTypes
import Wire

/// `GET /services/data/vNN.0/ssot/machine-learning/configured-models`: which models the org has, and their
/// state.
///
/// Source: Data 360 Connect REST API, "Get Configured Models".
struct ModelList: Sendable {
  /// The whole list, or one model of it.
  struct Path: Equatable {
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

  let verifier: TokenVerifier
  let catalogue: EmulatedCatalogue

  func answer(_ incoming: IncomingRequest, at path: Path) async -> HTTPReply {
    guard incoming.method == .get else {
      return Self.refusal(405, "METHOD_NOT_ALLOWED", "HTTP Method not allowed")
    }
    guard let token = incoming.bearer, let facts = await verifier.facts(of: token), facts.opensInstance else {
      return Self.refusal(401, "INVALID_SESSION_ID", "Session expired or invalid")
    }
    guard let model = path.model else { return page(incoming, path) }
    guard let entry = entries(path).first(where: { $0.isCalled(model) }) else {
      return Self.refusal(404, "NOT_FOUND", "The requested resource does not exist")
    }
    return Self.success(.object(entry.json))
  }

  private func entries(_ path: Path) -> [ModelListEntry] {
    catalogue.models.enumerated().map { ModelListEntry($1, number: $0, version: path.version) }
  }

  private func page(_ incoming: IncomingRequest, _ path: Path) -> HTTPReply {
    guard let window = ModelListWindow(incoming.query) else {
      return Self.refusal(
        400, "ILLEGAL_QUERY_PARAMETER_VALUE", "limit and offset must be numbers, limit from 1 to 200")
    }
    let all = entries(path).filter { $0.fits(incoming.query) }
    let shown = all.dropFirst(window.offset).prefix(window.limit)
    let next = window.next.offset < all.count ? window.next : nil
    return Self.success([
      "configuredModels": .array(shown.map { .object($0.json) }),
      "currentPageUrl": .string(window.url(incoming)),
      "nextPageUrl": next.map { .string($0.url(incoming)) } ?? .null,
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

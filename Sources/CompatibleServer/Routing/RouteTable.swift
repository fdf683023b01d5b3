import HTTPTypes

/// All routes of the server, found by a request's path and method.
struct RouteTable: Sendable {
  private let byPath: [String: [Route]]
  /// Those that end with `*`, by what stands before it.
  private let byStem: [String: [Route]]
  /// Those with further segments behind their `*`, which are few.
  private let others: [Route]

  init(_ routes: [Route]) {
    others = routes.filter(\.hasInnerWildcard)
    byPath = Dictionary(grouping: routes.filter { $0.stem == nil && !$0.hasInnerWildcard }, by: \.path)
    byStem = Dictionary(grouping: routes.filter { $0.stem != nil }, by: { $0.stem ?? "" })
  }

  /// Those of a path, one for each method.
  func routes(of path: String) -> [Route] {
    byPath[path] ?? routes(above: path) ?? others.filter { $0.takes(path) }
  }

  /// - Throws: ``ServerError/unknownPath(_:meant:)``, ``ServerError/wrongMethod(allowed:)``.
  func route(of context: RequestContext, among served: [Route]) throws(ServerError) -> Route {
    guard !served.isEmpty else {
      let meant = context.request.method == .post ? endpoint(endingPath: context.path) : nil
      throw .unknownPath(context.path, meant: meant)
    }
    let method = context.request.method == .head ? .get : context.request.method
    guard let route = served.first(where: { $0.method == method }) else {
      throw .wrongMethod(allowed: served.map(\.method.rawValue))
    }
    return route
  }

  /// The path that is meant where one is not served as it stands: clients put their base URL together in many ways, with
  /// a slash too many, with `/v1` twice or not at all, or with the other API's prefix. The endpoint is certain still.
  func canonicalPath(_ path: String) -> String {
    isServed(path) ? path : Self.meanings(of: path).first(where: isServed) ?? path
  }

  private func isServed(_ path: String) -> Bool {
    byPath[path] != nil || routes(above: path) != nil || others.contains { $0.takes(path) }
  }

  private static func meanings(of path: String) -> [String] {
    let segments = segments(of: path)
    let prefix = segments.prefix { prefixes.contains($0) }
    let endpoint = segments.dropFirst(prefix.count).map { "/\($0)" }.joined()
    let anthropic = prefix.contains("anthropic") ? ["/anthropic/v1\(endpoint)"] : []
    return ["/\(segments.joined(separator: "/"))"] + anthropic + ["/v1\(endpoint)"]
  }

  /// What stands before an endpoint's own path, in any order.
  private static let prefixes: Set<String> = ["v1", "anthropic", "openai"]

  private static func segments(of path: String) -> [String] {
    path.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
  }

  /// The endpoint that a path ends with, whatever stands before it; `nil` for none.
  private func endpoint(endingPath path: String) -> String? {
    let segments = Self.segments(of: path)
    return segments.indices.lazy.map { "/v1/\(segments[$0...].joined(separator: "/"))" }
      .first { self.byPath[$0] != nil }
  }

  /// Those whose `*` stands for the path's last segment.
  private func routes(above path: String) -> [Route]? {
    let utf8 = path.utf8
    guard let slash = utf8.lastIndex(of: UInt8(ascii: "/")) else { return nil }
    let end = utf8.index(after: slash)
    guard end < utf8.endIndex else { return nil }
    return byStem[String(path[..<end])]
  }
}

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

  /// - Throws: ``ServerError/unknownPath(_:)``, ``ServerError/wrongMethod(allowed:)``.
  func route(of context: RequestContext) throws(ServerError) -> Route {
    let served =
      byPath[context.path] ?? routes(above: context.path) ?? others.filter { $0.takes(context.path) }
    guard !served.isEmpty else { throw .unknownPath(context.path) }
    let method = context.request.method == .head ? .get : context.request.method
    guard let route = served.first(where: { $0.method == method }) else {
      throw .wrongMethod(allowed: served.map(\.method.rawValue))
    }
    return route
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

import HTTPTypes

/// All routes of the server, found by a request's path and method.
struct RouteTable: Sendable {
  private let closed: [String: [Route]]
  /// Those that end with `*`.
  private let open: [Route]

  init(_ routes: [Route]) {
    closed = Dictionary(grouping: routes.filter { !$0.path.hasSuffix("*") }, by: \.path)
    open = routes.filter { $0.path.hasSuffix("*") }
  }

  /// - Throws: ``ServedFailure/unknownPath(_:)``, ``ServedFailure/wrongMethod(allowed:)``.
  func route(of context: RequestContext) throws(ServerError) -> Route {
    let served = closed[context.path] ?? open.filter { $0.takes(context.path) }
    guard !served.isEmpty else { throw .unknownPath(context.path) }
    let method = context.request.method == .head ? .get : context.request.method
    guard let route = served.first(where: { $0.method == method }) else {
      throw .wrongMethod(allowed: served.map(\.method.rawValue))
    }
    return route
  }
}

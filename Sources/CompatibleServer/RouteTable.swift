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
  func route(of visit: Visit) throws(ServedFailure) -> Route {
    let served = closed[visit.path] ?? open.filter { $0.takes(visit.path) }
    guard !served.isEmpty else { throw .unknownPath(visit.path) }
    let method = visit.request.method == .head ? .get : visit.request.method
    guard let route = served.first(where: { $0.method == method }) else {
      throw .wrongMethod(allowed: served.map(\.method.rawValue))
    }
    return route
  }
}

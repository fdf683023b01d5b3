package import HTTPTypes
package import Wire

/// OpenAI's and Anthropic's APIs on top of an org's models: an HTTP service like any other.
package struct CompatibleServer: HTTPService {
  private let configuration: Configuration
  private let admission: Admission
  private let routes: RouteTable
  private let books: Books

  package init(_ models: ServedModels, _ configuration: Configuration) {
    self.configuration = configuration
    admission = Admission(configuration)
    let books = Books(configuration)
    self.books = books
    routes = RouteTable(
      Pages.routes(configuration, books) + ModelLists.routes(models, configuration)
        + OpenAI.routes(models, configuration) + Anthropic.routes(models, configuration))
  }

  package func respond(to request: HTTPRequest, body: [UInt8]) async throws -> HTTPReply {
    let visit = Visit(request, body, id: configuration.makeID("req_"))
    let attendance = Attendance(visit, books)
    var reply = try await reply(to: visit, attendance)
    if request.method == .head { reply.body = ReplyBody([]) }
    ReplyHeaders.add(to: &reply.head, id: visit.id, milliseconds: attendance.milliseconds)
    for field in admission.sharing(with: request) { reply.head.headerFields.append(field) }
    return attendance.accompanying(reply)
  }

  private func reply(to visit: Visit, _ attendance: Attendance) async throws -> HTTPReply {
    do {
      try admission.examineSender(of: visit.request)
      guard visit.request.method != .options else { return CrossOrigin.preflight(visit.request) }
      return try await answer(visit, attendance)
    } catch let failure as ServedFailure {
      visit.tally.note(failure)
      let failure = failure.naming(visit.tally.facts.model)
      var reply = visit.dialect.reply(to: failure, requestID: visit.id)
      ReplyHeaders.add(failure, to: &reply.head)
      return reply
    }
  }

  private func answer(_ visit: Visit, _ attendance: Attendance) async throws -> HTTPReply {
    let route = try routes.route(of: visit)
    attendance.route = route.path
    if route.terms.contains(.key) { try admission.examineKey(of: visit.request) }
    if route.terms.contains(.place) { try attendance.takePlace() }
    return try await route.desk.answer(visit)
  }
}

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
    return finish(try await reply(to: visit, attendance), attendance, to: request)
  }

  /// The answer to a request that did not arrive as one should.
  ///
  /// - Parameter request: what is known of it.
  package func refuse(_ request: HTTPRequest?, with status: HTTPResponse.Status) -> HTTPReply {
    let request = request ?? Self.unknownRequest
    let visit = Visit(request, [], id: configuration.makeID("req_"))
    let reply = visit.dialect.reply(to: .unreadable(status: status.code), requestID: visit.id)
    return finish(reply, Attendance(visit, books), to: request)
  }

  /// As the log shows it.
  private static let unknownRequest = HTTPRequest(
    method: HTTPRequest.Method("-")!, scheme: nil, authority: nil, path: "-")

  private func finish(_ reply: HTTPReply, _ attendance: Attendance, to request: HTTPRequest) -> HTTPReply {
    var reply = reply
    if request.method == .head { reply.leaveBodyOut() }
    ReplyHeaders.add(to: &reply.head, id: attendance.id, milliseconds: attendance.milliseconds)
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

extension HTTPReply {
  /// As HEAD is answered: the length is that of the body that GET would get (RFC 9110 §8.6).
  fileprivate mutating func leaveBodyOut() {
    if let length = body.wholeLength { head.headerFields[.contentLength] = String(length) }
    body = ReplyBody([])
  }
}

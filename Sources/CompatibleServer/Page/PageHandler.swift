import FoundationEssentials
import HTTPTypes
import Wire

/// `GET /`: the page for those who look at it, and a word for programs that look whether anybody is there. It holds
/// nothing secret, and so needs no key; what it asks for does.
struct PageHandler: RequestHandler {
  /// `nil` where there is none.
  private let document: PageDocument?
  private let others: RootHandler

  /// - Parameter others: answers programs.
  init(_ configuration: CompatibleServer.Configuration, others: RootHandler) {
    document = configuration.page.map { PageDocument($0, configuration) }
    self.others = others
  }

  /// - Throws: ``ServerError/unknownPath(_:meant:)`` where there is no page.
  func respond(to context: RequestContext) throws -> HTTPReply {
    guard !Self.wantsJSON(context.request.headerFields[.accept]) else { return others.respond(to: context) }
    guard let document else { throw ServerError.unknownPath(context.path) }
    let fields: HTTPFields = [
      .contentType: "text/html; charset=utf-8", .contentSecurityPolicy: document.securityPolicy,
      .xContentTypeOptions: "nosniff", .referrerPolicy: "no-referrer", .resourcePolicy: "same-origin",
      .frameOptions: "DENY", .vary: "Accept",
    ]
    return HTTPReply(
      head: HTTPResponse(status: .ok, headerFields: fields), body: ReplyBody(document.bytes))
  }

  /// Whether JSON is named and HTML is not; who takes anything gets the page.
  ///
  /// - Parameter accepted: as in RFC 9110 §12.5.1.
  private static func wantsJSON(_ accepted: String?) -> Bool {
    let ranges = (accepted ?? "").lowercased().split(separator: ",").map { range in
      range.prefix { $0 != ";" }.filter { $0 != " " }
    }
    return ranges.contains("application/json") && !ranges.contains("text/html")
  }
}

extension HTTPField.Name {
  fileprivate static let referrerPolicy = HTTPField.Name("Referrer-Policy")!
  fileprivate static let resourcePolicy = HTTPField.Name("Cross-Origin-Resource-Policy")!
  fileprivate static let frameOptions = HTTPField.Name("X-Frame-Options")!
}

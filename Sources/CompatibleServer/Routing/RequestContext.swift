import HTTPTypes
import ModelsAPI
import Wire

/// One request as handlers see it.
struct RequestContext: Sendable {
  let request: HTTPRequest
  /// Without its query.
  let path: String
  /// As it stands behind the question mark.
  let query: String
  let body: [UInt8]
  /// The answer's `request-id`.
  let id: String
  /// Where a handler notes what log and metrics should know.
  let annotations: Annotations
  /// Whose key it presents.
  var caller = Caller.anybody
  /// Who alone is to be asked, whatever the body names, and whether others stand behind it; `nil` leaves it to the body.
  var turn: ModelFallback.Turn?
  /// Where a handler says how the stream will begin that it waits for; `nil` where nobody listens.
  var stream: StreamAnnouncement?

  init(_ request: HTTPRequest, _ body: [UInt8], id: String, annotations: Annotations = Annotations()) {
    self.request = request
    self.body = body
    self.id = id
    self.annotations = annotations
    (path, query) = Self.split(request.path ?? "/")
  }

  /// The path, and what stands behind its question mark. Bytes: both are all of ASCII where nobody plays tricks, and
  /// every request comes by.
  private static func split(_ whole: String) -> (path: String, query: String) {
    let utf8 = whole.utf8
    guard let mark = utf8.firstIndex(of: UInt8(ascii: "?")) else { return (withoutTrailingSlash(whole), "") }
    return (withoutTrailingSlash(String(whole[..<mark])), String(whole[utf8.index(after: mark)...]))
  }

  /// The same request with another body.
  func with(body: [UInt8]) -> RequestContext {
    RequestContext(self, path: path, body: body)
  }

  /// The same request, as if it had been sent to another path.
  func at(_ path: String) -> RequestContext {
    RequestContext(self, path: path, body: body)
  }

  /// The same request to one model alone.
  func asking(_ turn: ModelFallback.Turn) -> RequestContext {
    var context = self
    context.turn = turn
    return context
  }

  private init(_ other: RequestContext, path: String, body: [UInt8]) {
    request = other.request
    self.path = path
    query = other.query
    self.body = body
    id = other.id
    annotations = other.annotations
    stream = other.stream
    caller = other.caller
    turn = other.turn
  }

  /// Whose words the answer must be in.
  var dialect: any ServedDialect.Type {
    CompatibleServer.dialects.first { $0.recognizes(self) } ?? OpenAI.self
  }

  /// The path's last segment: what a route's `*` stands for.
  var lastSegment: String {
    path.utf8.split(separator: UInt8(ascii: "/")).last.map(Self.decoded) ?? ""
  }

  /// A segment of a path. What could only be compared slowly stays as it came: it is nothing's name.
  static func decoded(_ segment: Substring.UTF8View) -> String {
    let text = PercentEncoding.decode(Array(segment))
    return text.hasBoundedMarks ? text : String(Substring(segment))
  }

  /// The body's object.
  ///
  /// - Throws: ``ServerError/invalid(_:parameter:)``.
  func object() throws(ServerError) -> JSONObject {
    do {
      let value = try JSONValue(decoding: body)
      guard let object = value.object else {
        throw ServerError.invalid("The body must be a JSON object.", parameter: nil)
      }
      guard value.hasBoundedMarks else {
        throw ServerError.invalid(
          "A text of the body has more than \(String.mostMarks) combining marks in a row.", parameter: nil)
      }
      return object
    } catch let error as JSONError {
      throw .invalid("The body is not valid JSON: \(error).", parameter: nil)
    } catch let failure as ServerError {
      throw failure
    } catch {
      throw .invalid("The body is not valid JSON.", parameter: nil)
    }
  }

  private static func withoutTrailingSlash(_ path: String) -> String {
    path.utf8.count > 1 && path.utf8.last == UInt8(ascii: "/") ? String(path.utf8.dropLast()) ?? path : path
  }
}

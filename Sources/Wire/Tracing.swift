package import HTTPTypes

/// Shows each request and answer that passes, the way `curl -v` does, without any secret.
package struct Tracing: HTTPService {
  private let service: any HTTPService
  private let redaction: Redaction
  private let show: @Sendable (String) -> Void

  /// - Parameter show: takes lines that belong together, without the newline of the last: what is shown by several
  ///   requests at a time must not stand between them.
  package init(
    _ service: any HTTPService, hiding redaction: Redaction, show: @escaping @Sendable (String) -> Void
  ) {
    self.service = service
    self.redaction = redaction
    self.show = show
  }

  /// Passes the request on and shows it and what comes of it, failures included.
  ///
  /// - Throws: What the service inside throws.
  package func respond(to request: HTTPRequest, body: [UInt8]) async throws -> HTTPReply {
    show(redaction.lines(of: request, body: body).map { "> \($0)" }.joined(separator: "\n"))
    do {
      let reply = try await service.respond(to: request, body: body)
      return showing(reply)
    } catch {
      show("* \(redaction.text(String(describing: error)))")
      throw error
    }
  }

  private func showing(_ reply: HTTPReply) -> HTTPReply {
    let fields = reply.head.headerFields.map { "< \($0.name): \(redaction.value(of: $0))" }
    show((["< \(reply.head.status)"] + fields).joined(separator: "\n"))
    let type = reply.head.headerFields[.contentType] ?? ""
    if type.hasPrefix(ServerSentEvent.contentType) { return showingPieces(of: reply) }
    // Frames are no text, and neither is what is packed.
    let isPacked = reply.head.headerFields[.contentEncoding].map { $0.lowercased() != "identity" } ?? false
    let isText = !isPacked && !type.hasPrefix(EventStreamMessage.contentType)
    return showingWhole(reply, upTo: isText ? Self.longestShown : 0)
  }

  /// A secret may be cut in two by the network, but no line of a stream ends within it.
  private func showingPieces(of reply: HTTPReply) -> HTTPReply {
    let (redaction, show) = (redaction, show)
    var body = reply.body
    var rest: [UInt8] = []
    func showLines(isOver: Bool) {
      let lineEnd = rest.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
      let end = isOver || rest.count > Self.longestShown ? rest.count : lineEnd
      if end > 0 { show("< \(redaction.body(Array(rest[..<end]), contentType: nil))") }
      rest.removeFirst(end)
    }
    return HTTPReply(
      head: reply.head,
      body: ReplyBody {
        do {
          let piece = try await body.next()
          rest += piece ?? []
          showLines(isOver: piece == nil)
          return piece
        } catch {
          showLines(isOver: true)
          throw error
        }
      })
  }

  /// A secret may be cut in two by the network, so the body is shown when it is whole; a large one is only counted.
  private func showingWhole(_ reply: HTTPReply, upTo limit: Int) -> HTTPReply {
    let (redaction, show) = (redaction, show)
    let type = reply.head.headerFields[.contentType]
    var body = reply.body
    var shown: [UInt8] = []
    var count = 0
    return HTTPReply(
      head: reply.head,
      body: ReplyBody {
        let piece = try await body.next()
        if let piece {
          count += piece.count
          if count <= limit { shown += piece }
        } else if count > limit {
          show("< (\(count) bytes)")
        } else if count > 0 {
          show("< \(redaction.body(shown, contentType: type))")
        }
        return piece
      })
  }

  private static let longestShown = 64 << 10
}

extension Redaction {
  /// A request as a person reads it: the request line, the header, and the body behind an empty line.
  package func lines(of request: HTTPRequest, body: [UInt8]) -> [String] {
    let address = "\(request.scheme.map { "\($0)://" } ?? "")\(request.authority ?? "")\(request.path ?? "/")"
    var lines = ["\(request.method) \(text(address))"]
    lines += request.headerFields.map { "\($0.name): \(value(of: $0))" }
    guard !body.isEmpty else { return lines }
    return lines + ["", self.body(body, contentType: request.headerFields[.contentType])]
  }
}

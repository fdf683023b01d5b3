import HTTPTypes
import ModelsAPI
import Wire

/// Lets a request go on from a response that was kept, and keeps the response to it.
struct StoringHandler: RequestHandler {
  /// Has the model answer.
  let handler: any RequestHandler
  let store: ResponseStore

  func respond(to context: RequestContext) async throws -> HTTPReply {
    let storage = StorageRequest(context.body)
    var context = context
    if let previous = storage.previous {
      context = context.with(body: try continued(context, after: previous))
    }
    let reply = try await handler.respond(to: context)
    return storage.stores && reply.head.status == .ok ? kept(reply, to: context) : reply
  }

  /// The request's body with all that was said before it in its input; the rest of it stays as it is.
  private func continued(_ context: RequestContext, after previous: String) throws(ServerError) -> [UInt8] {
    let request = try store.continued(context.object(), after: previous, for: context.caller)
    guard let input = request["input"], let body = try? NativeBody(context.body) else {
      return JSONValue.object(request).bytes
    }
    return body.setting("input", to: input.bytes)
  }

  private func kept(_ reply: HTTPReply, to context: RequestContext) -> HTTPReply {
    let (request, caller) = (context.body, context.caller)
    if let whole = reply.body.whole {
      if let response = StoredResponse(whole, to: request) { store.keep(response, for: caller) }
      return reply
    }
    var (body, last) = (reply.body, [UInt8]())
    return HTTPReply(
      head: reply.head,
      body: ReplyBody { [store] in
        guard let piece = try await body.next() else {
          if let response = StoredResponse(endOfStream: last, to: request) {
            store.keep(response, for: caller)
          }
          return nil
        }
        if StoredResponse.mayEnd(with: piece) { last = piece }
        return piece
      })
  }
}

/// What a request says of keeping, found without a tree of all of it.
private struct StorageRequest {
  private(set) var previous: String?
  private(set) var stores = true

  init(_ body: [UInt8]) {
    var reader = JSONReader(body)
    do {
      try reader.object { (name, reader) throws(JSONError) in
        switch name {
        case "previous_response_id": previous = try reader.value().string
        case "store": stores = try reader.value().bool ?? true
        default: break
        }
      }
    } catch {
      // Whoever reads all of the request says what is wrong with it.
    }
  }
}

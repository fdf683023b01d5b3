import HTTPTypes
import Wire

/// What can be asked of a response that is kept: https://platform.openai.com/docs/api-reference/responses/get
struct StoredResponseHandler: RequestHandler {
  enum Question { case response, inputItems, deletion }

  let question: Question
  let store: ResponseStore

  func respond(to context: RequestContext) throws(ServerError) -> HTTPReply {
    let id = context.responseID
    guard let response = store.response(id, for: context.caller) else { return Self.unknown(id) }
    switch question {
    case .response: return Self.reply(response.body)
    case .inputItems:
      let query = FormFields(decoding: Array(context.query.utf8))
      return Self.reply(try InputItemList(response, query).body)
    case .deletion:
      // Another request may have been faster.
      guard store.delete(id, for: context.caller) else { return Self.unknown(id) }
      let deletion: JSONValue = ["id": .string(id), "object": "response", "deleted": true]
      return Self.reply(deletion.bytes)
    }
  }

  private static func reply(_ body: [UInt8]) -> HTTPReply {
    HTTPReply(.ok, contentType: "application/json", body)
  }

  private static func unknown(_ id: String) -> HTTPReply {
    OpenAIError(
      status: 404, message: "Response with id '\(id)' not found. \(ResponseStore.reason)", parameter: "id"
    ).reply
  }
}

/// `POST /v1/responses/compact`: says why there is none.
struct CompactionHandler: RequestHandler {
  func respond(to context: RequestContext) -> HTTPReply {
    OpenAIError(
      status: 404,
      message:
        "Compaction is not supported: no model behind this server has it. Send the conversation itself, "
        + "or a summary of it."
    ).reply
  }
}

extension RequestContext {
  /// The third segment of the path: `/v1/responses/{id}/…`.
  fileprivate var responseID: String {
    let segments = path.utf8.split(separator: UInt8(ascii: "/"))
    return segments.count > 2 ? Self.decoded(segments[2]) : ""
  }
}

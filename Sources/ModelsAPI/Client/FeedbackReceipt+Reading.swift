import HTTPTypes
import Wire

/// Reads a successful body, or says that it is no JSON.
func parseAnswer(_ body: [UInt8], requestID: String?) throws -> JSONValue {
  do {
    return try JSONValue(decoding: body)
  } catch {
    throw ModelsFailure.notJSON(error, requestID: requestID)
  }
}

extension FeedbackReceipt {
  init(_ head: HTTPResponse, _ body: [UInt8]) {
    // The receipt is a courtesy: 202 says it all, whatever the body.
    self.init(
      message: (try? JSONValue(decoding: body))?["message"]?.string, requestID: head.requestID, body: body)
  }
}

extension EmbeddingReply {
  /// - Parameter expected: how many vectors were asked for.
  init(_ head: HTTPResponse, _ body: [UInt8], expected: Int) throws {
    let answer = try EmbeddingsAnswer(body, requestID: head.requestID)
    self.init(
      embeddings: try answer.inOrder(count: expected, requestID: head.requestID), usage: answer.usage,
      answeringModel: answer.answeringModel, requestID: head.requestID, body: body)
  }
}

import HTTPTypes
import Wire

extension Reply {
  /// Reads a whole answer of `/chat/generations` or `/generations`.
  init(gateway head: HTTPResponse, _ body: [UInt8]) throws {
    let frame = try Self.frame(body, requestID: head.requestID)
    let generations = frame.generations.compactMap { Generation(gateway: $0) }
    guard !generations.isEmpty else {
      throw ModelsFailure.otherShape(
        missing: "generation_details.generations[0].content", requestID: head.requestID)
    }
    self.init(
      id: frame.id, generations: generations, usage: frame.usage, inputSafety: frame.inputSafety,
      answeringModel: frame.answeringModel, requestID: head.requestID, body: body)
  }

  private static func frame(_ body: [UInt8], requestID: String?) throws -> GatewayFrame {
    do {
      return try GatewayFrame(body)
    } catch {
      throw ModelsFailure.notJSON(error, requestID: requestID)
    }
  }
}

extension Generation {
  /// `nil` without a text and without a call.
  fileprivate init?(gateway generation: GatewayGeneration) {
    guard generation.text != nil || !generation.invocations.isEmpty else { return nil }
    self.init(
      id: generation.id, text: generation.text ?? "", finishReason: generation.finishReason,
      safety: generation.safety,
      toolCalls: generation.invocations.map {
        ToolCall(id: $0.id ?? "", name: $0.name ?? "", arguments: $0.arguments)
      },
      logProbabilities: generation.logProbabilities, webSearchResult: generation.webSearchResult)
  }
}

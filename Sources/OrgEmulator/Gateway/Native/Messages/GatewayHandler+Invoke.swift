import HTTPTypes
import Wire

extension GatewayHandler {
  /// `POST /model/{model}/invoke` and `/invoke-with-response-stream`: a message of Claude's, whole or as an AWS event
  /// stream.
  ///
  /// Source: the official skill for coding agents; a client that reads both.
  func invoke(
    _ name: String, _ body: RequestBody, _ incoming: IncomingRequest, _ isStream: Bool
  ) async throws(ErrorResponse) -> HTTPReply {
    let model = try nativeModel(name, of: .anthropic, refusal: nil)
    let message = try EmulatedMessageRequest(body, model)
    let answer = try await generateAnswer(to: message.request, incoming)
    let cached = await state.cachedTokens(of: message.prompt.cacheable)
    let usage = NativeUsage(message.prompt, read: cached, output: answer.usage.output)
    let emulated = EmulatedMessage(answer, message.thinking, usage)
    guard isStream else { return .json(.ok, emulated.json.bytes) }
    let behaviors = answer.directives.behaviors
    guard !behaviors.contains(.jsonError) else {
      return .json(.ok, ErrorResponse.documented(.internalServerError).json.bytes)
    }
    let frames = EmulatedMessageEvents(message: emulated).all.map { EventStreamFrame.chunk($0.bytes).bytes }
    return stream(
      NativeFrames(frames, behaviors).signals, behaviors, contentType: "application/vnd.amazon.eventstream")
  }
}

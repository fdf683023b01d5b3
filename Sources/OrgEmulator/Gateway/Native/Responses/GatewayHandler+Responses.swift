import HTTPTypes
import Wire

extension GatewayHandler {
  /// `POST /responses`: a response of a GPT model, whole or as server-sent events.
  ///
  /// Source: a client that reads both; Salesforce's own coding agent uses it for GPT models.
  func respond(_ body: RequestBody, _ incoming: IncomingRequest) async throws(ErrorResponse) -> HTTPReply {
    let model = try nativeModel(
      try body.requiredText("model"), of: .openAI, refusal: body.path(of: "model"))
    let request = try EmulatedResponseRequest(body, model)
    let answer = try await generateAnswer(to: request.request, incoming)
    let cached = await state.cachedTokens(of: request.prompt.cacheable)
    let usage = NativeUsage(request.prompt, read: cached, output: answer.usage.output)
    let response = EmulatedResponse(answer, request, usage)
    guard request.isStream else { return .json(.ok, response.whole.bytes) }
    let behaviors = answer.directives.behaviors
    guard !behaviors.contains(.jsonError) else {
      return .json(.ok, ErrorResponse.documented(.internalServerError).json.bytes)
    }
    return stream(EmulatedResponseEvents(response).signals(behaviors), behaviors)
  }
}

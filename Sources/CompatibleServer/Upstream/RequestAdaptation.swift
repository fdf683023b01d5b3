import ModelsAPI

/// A request as the upstream gets it, and what is left to be done here with its answer.
struct RequestAdaptation {
  private(set) var request: ChatRequest
  /// Settings that were left out, in the clients' words.
  private(set) var ignored: [String] = []
  private var tools: EmulatedTools?
  /// What the functions are called upstream, where that is not as the client calls them.
  let toolNames: ToolNames
  private let demandsJSON: Bool
  private var stops = StopSequences([])
  /// Whether an answer must be here whole before anything of it can be told.
  private(set) var needsWholeAnswer = false
  private var isStreamed: Bool

  /// - Parameter streamed: whether the answer is wanted piece by piece.
  /// - Throws: ``ServerError/unsupported(_:wayOut:)`` with all that can neither be had nor be done without.
  init(_ original: ChatRequest, streamed: Bool, for client: ModelsClient) throws(ServerError) {
    request = original
    isStreamed = streamed
    demandsJSON = original.demandsJSON
    toolNames = ToolNames(original)
    toolNames.shorten(in: &request)
    request.moveResultsToCalls()
    request.moveImagesOutOfResults()
    request.leaveOutEmptyTexts()
    limitTemperature()
    let limits = client.limits(of: request, streamed: streamed)
    guard !limits.isEmpty else { return }
    if request.demandsSearch, limits.contains(where: { $0.feature == .tools }) {
      throw .unsupported(["tool_choice (web_search)"], wayOut: ServerError.wayOut(of: limits))
    }
    for limit in limits { adapt(to: limit.feature) }
    // Another request: what was done here may have taken its place, and what is left of it may still be too much.
    let rest = client.limits(of: request, streamed: isStreamed)
    guard rest.isEmpty else { throw ServerError(unsupported: rest, in: request) }
  }

  /// OpenAI's clients may say 2, where the upstream takes no more than 1 of any model.
  private mutating func limitTemperature() {
    guard let temperature = request.settings.temperature, temperature > 1 else { return }
    request.settings.temperature = 1
    ignored.append("temperature")
  }

  private mutating func adapt(to feature: Unsupported.Feature) {
    switch feature.policy {
    case .leftOut:
      ignored.append(feature.clientName)
      if case .setting(let setting) = feature { setting.declaration.value.clear(&request.settings) }
    case .doneHere(let service):
      needsWholeAnswer = true
      prepare(service)
    case .refused: break
    }
  }

  private mutating func prepare(_ service: UnsupportedFeaturePolicy.Service) {
    switch service {
    case .tools: emulateTools()
    case .form:
      let form = request.settings.responseFormat.flatMap { EmulatedForm($0) }
      request.settings.responseFormat = nil
      if let form { request.add(instruction: form.instruction) }
    case .stopping:
      stops = StopSequences(request.settings.stopSequences)
      request.settings.stopSequences = []
    case .streaming: isStreamed = false
    }
  }

  /// Once, however many limits ask for it.
  private mutating func emulateTools() {
    guard tools == nil else { return }
    let emulated = EmulatedTools(request)
    tools = emulated
    request = emulated.inText(request)
    leaveOutSearches()
    leaveOutNames()
  }

  private mutating func leaveOutSearches() {
    let count = request.tools.count
    request.tools.removeAll { if case .webSearch = $0 { true } else { false } }
    if request.tools.count < count { ignored.append("web_search") }
  }

  private mutating func leaveOutNames() {
    guard request.messages.contains(where: { $0.name != nil }) else { return }
    ignored.append("name")
    request.input = .messages(
      request.messages.map { message in
        var message = message
        message.name = nil
        return message
      })
  }

  /// The answer that the client asked for, from what the upstream said.
  func finish(_ reply: Reply, makeCallID: () -> String) -> ServedAnswer {
    var answer = ServedAnswer(reply: reply, ignored: ignored)
    for index in reply.generations.indices {
      let stop = finish(&answer.reply.generations[index], makeCallID)
      if index == 0 { answer.stopSequence = stop }
    }
    return answer
  }

  private func finish(_ generation: inout Generation, _ makeCallID: () -> String) -> String? {
    if let found = tools?.calls(in: generation.text, makeID: makeCallID) {
      generation.text = found.text
      generation.toolCalls = found.calls
      generation.finishReason = FinishReason("tool_calls")
    } else if demandsJSON {
      generation.text = FenceRemoval.json(in: generation.text)
    }
    toolNames.restore(in: &generation)
    guard let cut = stops.cut(generation.text) else { return nil }
    generation.text = cut.text
    // Calls come behind the text, so they were never made.
    generation.toolCalls = []
    generation.finishReason = FinishReason("stop")
    return cut.sequence
  }
}

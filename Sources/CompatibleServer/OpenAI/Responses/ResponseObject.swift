import FoundationEssentials
import ModelsAPI
import Wire

/// The object that an answer is: https://platform.openai.com/docs/api-reference/responses/object
struct ResponseObject {
  /// How far the answer is, or how it ended.
  enum Status {
    case inProgress, completed
    /// The reason is one of the API's.
    case incomplete(String)
    case failed(ServerError)

    init(_ reason: FinishReason?) {
      switch reason?.openAI {
      case "length": self = .incomplete("max_output_tokens")
      case "content_filter": self = .incomplete("content_filter")
      default: self = .completed
      }
    }

    var word: String {
      switch self {
      case .inProgress: "in_progress"
      case .completed: "completed"
      case .incomplete: "incomplete"
      case .failed: "failed"
      }
    }
  }

  let identity: AnswerIdentity
  private let echo: [UInt8]

  init(_ identity: AnswerIdentity, _ echo: [UInt8]) {
    self.identity = identity
    self.echo = echo
  }

  func write(
    _ status: Status, _ items: [ResponseItem] = [], _ usage: Usage? = nil, to writer: inout JSONWriter
  ) {
    writer.object { response in
      response.member("id", identity.id)
      response.member("object", "response")
      response.member("created_at", identity.created)
      response.member("status", status.word)
      write(end: status, to: &response)
      response.member("model", identity.model)
      response.name("output")
      response.array { output in
        for (index, item) in items.enumerated() {
          item.write(status.word(ofItemAt: index, of: items.count), to: &output)
        }
      }
      response.name("usage")
      if let usage { usage.writeResponses(to: &response) } else { response.null() }
      response.raw(echo)
    }
  }

  private func write(end status: Status, to response: inout JSONWriter) {
    response.name("completed_at")
    if case .completed = status {
      response.number(Int(identity.now().timeIntervalSince1970))
    } else {
      response.null()
    }
    response.name("error")
    if case .failed(let failure) = status { failure.writeResponses(to: &response) } else { response.null() }
    response.name("incomplete_details")
    guard case .incomplete(let reason) = status else { return response.null() }
    response.object { $0.member("reason", reason) }
  }

  /// A whole answer.
  func body(telling reply: Reply, _ tools: ResponseTools) -> [UInt8] {
    let generation = reply.generations[0]
    var items = generation.toolCalls.map { call in
      ResponseItem(
        .call(id: call.id, tools.identity(of: call.name)), text: CallArguments.json(call.arguments),
        makeID: identity.makeID)
    }
    if !generation.text.isEmpty || items.isEmpty {
      var message = ResponseItem(.message, text: generation.text, makeID: identity.makeID)
      message.logProbabilities = generation.logProbabilities?.responseLogProbabilities ?? []
      items.insert(message, at: 0)
    }
    var writer = JSONWriter()
    write(Status(generation.finishReason), items, reply.usage, to: &writer)
    return writer.bytes
  }
}

extension ResponseObject.Status {
  /// What was cut off is the last item.
  func word(ofItemAt index: Int, of count: Int) -> String {
    switch self {
    case .inProgress, .completed: word
    case .incomplete, .failed: index == count - 1 ? "incomplete" : "completed"
    }
  }
}

extension ServerError {
  /// The words of a response's `error`; its codes are few.
  fileprivate func writeResponses(to writer: inout JSONWriter) {
    let error = OpenAIError(self)
    let code =
      switch error.status {
      case 429: "rate_limit_exceeded"
      case 400..<500: "invalid_prompt"
      default: "server_error"
      }
    writer.object {
      $0.member("code", code)
      $0.member("message", error.message)
    }
  }
}

extension Usage {
  /// https://platform.openai.com/docs/api-reference/responses/object#responses/object-usage
  fileprivate func writeResponses(to writer: inout JSONWriter) {
    writer.object { usage in
      usage.member("input_tokens", inputTokens ?? 0)
      usage.object("input_tokens_details") {
        $0.member("cached_tokens", 0)
        $0.member("cache_write_tokens", 0)
      }
      usage.member("output_tokens", outputTokens ?? 0)
      usage.object("output_tokens_details") { $0.member("reasoning_tokens", 0) }
      usage.member("total_tokens", totalTokens ?? (inputTokens ?? 0) + (outputTokens ?? 0))
    }
  }
}

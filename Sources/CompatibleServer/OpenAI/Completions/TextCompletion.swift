import ModelsAPI
import Wire

/// Whole answers as OpenAI writes them: https://platform.openai.com/docs/api-reference/completions/object
struct TextCompletion {
  private struct Choice {
    var text: String
    var logProbabilities: JSONValue
    var finishReason: String

    init(_ generation: Generation, echo: String) {
      text = echo + generation.text
      var columns = TextLogProbabilities(after: echo)
      logProbabilities = generation.logProbabilities.map { columns.columns(of: $0) } ?? .null
      finishReason = FinishReason.openAI(generation.finishReason, asksForTools: false)
    }
  }

  private let identity: AnswerIdentity
  private let choices: [Choice]
  private let usage: Usage?

  /// - Parameter echoes: what stands before each reply's texts.
  init(_ replies: [Reply], echoes: [String], _ identity: AnswerIdentity) {
    self.identity = identity
    choices = zip(replies, echoes).flatMap { reply, echo in
      reply.generations.map { Choice($0, echo: echo) }
    }
    usage = Usage(sum: replies.compactMap(\.usage))
  }

  var body: [UInt8] {
    var writer = JSONWriter()
    writer.object { body in
      body.member("id", identity.id)
      body.member("object", "text_completion")
      body.member("created", identity.created)
      body.member("model", identity.model)
      body.name("choices")
      body.array { list in
        for (index, choice) in choices.enumerated() {
          Self.write(
            choice.text, index, logProbabilities: choice.logProbabilities, finishReason: choice.finishReason,
            to: &list)
        }
      }
      guard let usage else { return }
      body.name("usage")
      usage.writeOpenAI(to: &body)
    }
    return writer.bytes
  }

  static func write(
    _ text: String, _ index: Int, logProbabilities: JSONValue, finishReason: String?,
    to writer: inout JSONWriter
  ) {
    writer.object { choice in
      choice.member("text", text)
      choice.member("index", index)
      choice.name("logprobs")
      choice.value(logProbabilities)
      choice.member("finish_reason", finishReason)
    }
  }
}

import ModelsAPI
import Wire

/// Whole answers as OpenAI writes them: https://platform.openai.com/docs/api-reference/completions/object
struct TextCompletion {
  private let identity: AnswerIdentity
  private let choices: [(text: String, finishReason: String)]
  private let usage: Usage?

  /// - Parameter echoes: what stands before each reply's texts.
  init(_ replies: [Reply], echoes: [String], _ identity: AnswerIdentity) {
    self.identity = identity
    choices = zip(replies, echoes).flatMap { reply, echo in
      reply.generations.map { generation in
        (echo + generation.text, FinishReason.openAI(generation.finishReason, asksForTools: false))
      }
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
          Self.write(choice.text, index, finishReason: choice.finishReason, to: &list)
        }
      }
      guard let usage else { return }
      body.name("usage")
      usage.writeOpenAI(to: &body)
    }
    return writer.bytes
  }

  static func write(_ text: String, _ index: Int, finishReason: String?, to writer: inout JSONWriter) {
    writer.object { choice in
      choice.member("text", text)
      choice.member("index", index)
      choice.member("logprobs", nil)
      choice.member("finish_reason", finishReason)
    }
  }
}

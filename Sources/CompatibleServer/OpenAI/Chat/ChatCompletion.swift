import ModelsAPI
import Wire

/// A whole answer as OpenAI writes it: https://platform.openai.com/docs/api-reference/chat/object
struct ChatCompletion {
  private let reply: Reply
  private let identity: AnswerIdentity

  init(_ reply: Reply, _ identity: AnswerIdentity) {
    self.reply = reply
    self.identity = identity
  }

  var body: [UInt8] {
    var writer = JSONWriter()
    writer.object { body in
      body.member("id", identity.id)
      body.member("object", "chat.completion")
      body.member("created", identity.created)
      body.member("model", identity.model)
      body.name("choices")
      body.array { choices in
        for (index, generation) in reply.generations.enumerated() { write(generation, index, to: &choices) }
      }
      if let usage = reply.usage {
        body.name("usage")
        usage.writeOpenAI(to: &body)
      }
      body.member("service_tier", "default")
    }
    return writer.bytes
  }

  private func write(_ generation: Generation, _ index: Int, to writer: inout JSONWriter) {
    let asksForTools = !generation.toolCalls.isEmpty
    writer.object { choice in
      choice.member("index", index)
      choice.object("message") { message in
        message.member("role", "assistant")
        message.member("content", asksForTools && generation.text.isEmpty ? nil : generation.text)
        message.member("refusal", nil)
        message.name("annotations")
        message.array { _ in }
        if asksForTools { write(generation.toolCalls, to: &message) }
      }
      choice.name("logprobs")
      choice.value(generation.logProbabilities?.openAILogProbabilities ?? .null)
      choice.member("finish_reason", FinishReason.openAI(generation.finishReason, asksForTools: asksForTools))
    }
  }

  private func write(_ calls: [ToolCall], to message: inout JSONWriter) {
    message.name("tool_calls")
    message.array { list in
      for call in calls {
        list.object { object in
          object.member("id", call.id.isEmpty ? identity.makeID("call_") : call.id)
          object.member("type", "function")
          object.object("function") { function in
            function.member("name", call.name)
            function.member("arguments", CallArguments.json(call.arguments))
          }
        }
      }
    }
  }
}

import TestSupport
import Wire

extension ScriptedService.Reply {
  /// The gateway's answer to a chat.
  static func chat(_ text: String, finishReason: String = "stop", extra: String = "") -> Self {
    .json(
      """
      {"id":"chatcmpl-up","generation_details":{"generations":[{"id":"g1","role":"assistant","content":"\(text)",
      "parameters":{"finish_reason":"\(finishReason)"}\(extra)}],
      "parameters":{"model":"gpt-4o-mini","usage":{"prompt_tokens":24,"completion_tokens":21,"total_tokens":45}}}}
      """)
  }
}

extension ScriptedService {
  /// The gateway's stream of a chat, event by event.
  static func frames(_ generations: [String], usage: Bool = true) -> String {
    let frames = generations.map {
      "event: generation\ndata: {\"generation_details\":{\"generations\":[\($0)]}}\n\n"
    }
    let cost = """
      event: generation
      data: {"generation_details":{"generations":[],"parameters":{"usage":{"prompt_tokens":24,"completion_tokens":21}}}}


      """
    return frames.joined() + (usage ? cost : "") + "event: generation\ndata: [DONE]\n\n"
  }
}

/// A service's answer to a conversation over the Models REST API.
func restAnswer(_ text: String, finish: String = "stop") -> ScriptedService.Reply {
  .json(
    """
    {"id":"x-1","generationDetails":{"generations":[{"id":"g-1","role":"assistant","content":\
    \(JSONValue.string(text).text),"parameters":{"finish_reason":"\(finish)"}}],"parameters":{"model":"gpt",\
    "usage":{"prompt_tokens":7,"completion_tokens":5,"total_tokens":12}}}}
    """)
}

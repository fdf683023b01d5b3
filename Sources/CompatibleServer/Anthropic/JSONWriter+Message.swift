import ModelsAPI
import Wire

/// The members that whole messages and the events of streams share. Clients that check answers want every member that
/// the documents require, `null` where nothing here has a value: https://platform.claude.com/docs/en/api/messages
extension JSONWriter {
  /// What every message begins with.
  mutating func messageStart(_ frame: MessageFrame) {
    member("id", frame.identity.id)
    member("type", "message")
    member("role", "assistant")
    member("model", frame.identity.model)
  }

  /// What every message ends with, behind its content.
  mutating func messageEnd(_ frame: MessageFrame, _ reason: StopReason?, _ usage: Usage?) {
    stop(reason)
    if frame.isBeta {
      member("diagnostics", nil)
      member("context_management", nil)
    }
    object("usage") { writer in
      writer.messageUsage(usage)
      if frame.isBeta { writer.betaUsage(withSpeed: true) }
    }
  }

  /// Why an answer ended.
  mutating func stop(_ reason: StopReason?) {
    member("stop_reason", reason?.word)
    member("stop_sequence", reason?.sequence)
    member("stop_details", nil)
    member("container", nil)
  }

  /// The counts of a whole message, and of a stream's beginning.
  mutating func messageUsage(_ usage: Usage?) {
    counts(usage)
    member("cache_creation", nil)
    member("service_tier", "standard")
    member("inference_geo", nil)
  }

  /// The counts that are told at a stream's end, too. What nobody told is 0, for clients insist on numbers. Nothing is
  /// cached here.
  mutating func counts(_ usage: Usage?) {
    member("input_tokens", usage?.inputTokens ?? 0)
    member("cache_creation_input_tokens", 0)
    member("cache_read_input_tokens", 0)
    member("output_tokens", usage?.outputTokens ?? 0)
    member("output_tokens_details", nil)
    member("server_tool_use", nil)
  }

  /// What the beta surface has beside the other counts.
  mutating func betaUsage(withSpeed: Bool) {
    member("fallback_credit", nil)
    member("iterations", nil)
    if withSpeed { member("speed", nil) }
  }

  mutating func textBlock(_ text: String) {
    member("type", "text")
    member("text", text)
    member("citations", nil)
  }

  /// - Parameter input: writes the object of the call's arguments.
  mutating func callBlock(_ id: String, name: String, _ input: (inout JSONWriter) -> Void) {
    member("type", "tool_use")
    member("id", id)
    member("name", name)
    self.name("input")
    input(&self)
    object("caller") { $0.member("type", "direct") }
  }
}

extension AnswerIdentity {
  /// The upstream's id of a call, or one of our own where it has none or one that Anthropic's clients do not take.
  func callID(_ id: String) -> String {
    let isGood = !id.isEmpty && id.utf8.allSatisfy(Self.isOfIDs)
    return isGood ? id : makeID("toolu_")
  }

  private static func isOfIDs(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}

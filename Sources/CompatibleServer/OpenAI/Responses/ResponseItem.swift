import ModelsAPI
import Wire

/// One item of an answer: what the model says, or a tool it wants to be called.
struct ResponseItem {
  enum Kind: Equatable {
    case message
    case call(id: String, ResponseTools.ToolIdentity)
  }

  let id: String
  let kind: Kind
  /// What is said, or the call's arguments.
  var text: String
  /// How sure the model was of each token of the text; empty where nobody asked.
  var logProbabilities: [JSONValue] = []

  init(_ kind: Kind, text: String = "", makeID: (String) -> String) {
    switch kind {
    case .message: id = makeID("msg_")
    case .call(_, let tool): id = makeID(tool.isCustom ? "ctc_" : "fc_")
    }
    self.kind = kind
    self.text = text
  }

  /// A custom tool's input: the text that stands in the arguments of the function it became.
  var input: String {
    (try? JSONValue(decoding: text))?["input"]?.string ?? text
  }

  func write(_ status: String, to writer: inout JSONWriter) {
    writer.object { item in
      item.member("id", id)
      switch kind {
      case .message: writeMessage(status, to: &item)
      case .call(let callID, let tool): writeCall(callID, tool, status, to: &item)
      }
    }
  }

  private func writeMessage(_ status: String, to item: inout JSONWriter) {
    item.member("type", "message")
    item.member("status", status)
    item.member("role", "assistant")
    item.name("content")
    item.array { content in
      // It has no part yet while it has just begun.
      if status != "in_progress" { writePart(to: &content) }
    }
  }

  /// The message's one part, as far as it was told.
  func writePart(to writer: inout JSONWriter) {
    writer.object { part in
      part.member("type", "output_text")
      part.name("annotations")
      part.array { _ in }
      part.name("logprobs")
      part.value(.array(logProbabilities))
      part.member("text", text)
    }
  }

  private func writeCall(
    _ callID: String, _ tool: ResponseTools.ToolIdentity, _ status: String, to item: inout JSONWriter
  ) {
    item.member("type", tool.isCustom ? "custom_tool_call" : "function_call")
    if !tool.isCustom { item.member("status", status) }
    item.member("call_id", callID)
    item.member("name", tool.name)
    if let namespace = tool.namespace { item.member("namespace", namespace) }
    let isBeginning = status == "in_progress"
    if tool.isCustom {
      item.member("input", isBeginning ? "" : input)
    } else {
      item.member("arguments", isBeginning ? "" : text)
    }
  }
}

import ModelsAPI
import Wire

/// An item that another server put into a history: a call of a tool that is not known here, its result, or anything
/// else. What it tells is taken from its members, whatever its type: new ones come every few months.
///
/// Source: https://platform.openai.com/docs/api-reference/responses/create (`input`), and the items that Codex keeps.
struct ForeignItem {
  private let item: JSONObject
  private let type: String

  init(_ item: JSONObject) {
    self.item = item
    type = item["type"]?.string ?? ""
  }

  /// The call that is made; `nil` where the item makes none, or one that words cannot tell.
  var call: ToolCall? {
    guard type.hasSuffix("_call"), !Self.wordless.contains(type), let id = identity else { return nil }
    return ToolCall(id: id, name: name, arguments: arguments)
  }

  /// The id of the call whose result this is.
  var answeredCall: String? { type.hasSuffix("_output") && !Self.wordless.contains(type) ? identity : nil }

  /// A call's result, as far as it stands in the call itself.
  var ownResult: String? {
    if let error = item["error"], !error.isNull {
      return "Error: \(error["message"]?.string ?? error.saidText ?? error.text)"
    }
    return result
  }

  /// What came out; `nil` where nothing is told.
  var result: String? {
    for name in Self.results {
      if let value = item[name], !value.isNull { return value.saidText ?? value.text }
    }
    return nil
  }

  /// What is said by an item that is no call.
  var message: Message? {
    let words = Self.said.lazy.compactMap { item[$0]?.saidText }.first { !$0.isEmpty }
    guard !type.hasSuffix("_call"), !type.hasSuffix("_output"), let words else { return nil }
    switch item["role"]?.string {
    case "user": return Message(.user, words)
    case "system", "developer": return Message(.system, words)
    default: return Message(.assistant, words)
    }
  }

  /// Pictures, and searches whose results nobody told.
  private static let wordless: Set<String> = [
    "computer_call", "computer_call_output", "image_generation_call", "web_search_call",
  ]
  private static let results = ["output", "outputs", "result", "results", "tools"]
  private static let said = ["content", "text", "summary"]
  /// What says which call it is and how it went.
  private static let frame: Set<String> = Set(results).union([
    "agent", "approval_request_id", "call_id", "container_id", "created_by", "error", "execution", "id",
    "name",
    "namespace", "server_label", "status", "type",
  ])

  private var identity: String? {
    [item["call_id"]?.string, item["id"]?.string].compactMap { $0 }.first { !$0.isEmpty }
  }

  private var name: String {
    let own = item["name"]?.string ?? String(type.dropLast("_call".count))
    let group = item["namespace"]?.string ?? item["server_label"]?.string
    return ResponseTools.name(own, in: group).functionName
  }

  /// An object, as JSON: what the item says of its arguments, or else all that it says of itself.
  private var arguments: String {
    if let text = item["arguments"]?.string {
      let isObject = (try? JSONValue(decoding: CallArguments.json(text)))?.object != nil
      return isObject ? CallArguments.json(text) : JSONValue.object(["input": .string(text)]).text
    }
    for name in ["arguments", "action", "operation"] {
      if let object = item[name]?.object { return JSONValue.object(object).text }
    }
    return JSONValue.object(JSONObject(item.members.filter { !Self.frame.contains($0.name) })).text
  }
}

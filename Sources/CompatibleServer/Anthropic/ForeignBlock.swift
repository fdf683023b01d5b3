import ModelsAPI
import Wire

/// A block that belongs to a tool which only other servers run: its call, its result, or what else they tell.
struct ForeignBlock {
  private let block: JSONValue
  private let type: String

  init(_ block: JSONValue) {
    self.block = block
    type = block["type"]?.string ?? ""
  }

  /// The call that is made; `nil` where the block makes none. Searches are told by what the model said of them.
  var call: ToolCall? {
    guard type.hasSuffix("_tool_use"), let id = block["id"]?.string, let name = block["name"]?.string,
      name != "web_search"
    else { return nil }
    let server = block["server_name"]?.string
    return ToolCall(
      id: id, name: ResponseTools.name(name, in: server).functionName,
      arguments: block["input"]?.object.map { JSONValue.object($0).text } ?? "{}")
  }

  /// The id of the call whose result this is.
  var answeredCall: String? { type.hasSuffix("_tool_result") ? block["tool_use_id"]?.string : nil }

  /// What came out; `nil` where nothing is told.
  var result: String? { block["content"].map { $0.saidText ?? $0.text } }

  /// What is said by a block that is neither.
  var text: String? {
    guard !type.hasSuffix("_tool_use"), !type.hasSuffix("_tool_result") else { return nil }
    return [block["text"], block["content"]].lazy.compactMap { $0?.saidText }.first { !$0.isEmpty }
  }
}

extension JSONValue {
  /// A text, or the texts of parts one behind the other; `nil` for anything else.
  var saidText: String? {
    if let text = string { return text }
    guard let parts = array else { return nil }
    let texts = parts.compactMap { $0.string ?? ($0["text"] ?? $0["logs"])?.string }
    return texts.count == parts.count ? texts.joined(separator: "\n") : nil
  }
}

extension String {
  /// The name of a function in the letters that all upstreams take.
  var functionName: String {
    let bytes = utf8.map { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
        byte
      default: UInt8(ascii: "_")
      }
    }
    return String(decoding: bytes.prefix(64), as: UTF8.self)
  }
}

import Wire

/// A page of a kept response's input: https://platform.openai.com/docs/api-reference/responses/input-items
struct InputItemList {
  private let items: ArraySlice<JSONObject>
  private let hasMore: Bool

  /// - Throws: ``ServerError/invalid(_:parameter:)`` where the query names what is not there.
  init(_ response: StoredResponse, _ query: FormFields) throws(ServerError) {
    var all = response.input.enumerated().compactMap { index, item in
      item.object.map { Self.whole($0, id: "_\(response.id)_\(index)") }
    }
    if try Self.order(query) == "desc" { all.reverse() }
    let first = try Self.first(query, all)
    items = all[first...].prefix(try Self.limit(query))
    hasMore = items.endIndex < all.endIndex
  }

  var body: [UInt8] {
    let list: JSONValue = [
      "object": "list", "data": .array(items.map { .object($0) }),
      "first_id": items.first?["id"] ?? .null, "last_id": items.last?["id"] ?? .null,
      "has_more": .bool(hasMore),
    ]
    return list.bytes
  }

  private static func order(_ query: FormFields) throws(ServerError) -> String {
    let order = query["order"] ?? "desc"
    guard ["asc", "desc"].contains(order) else {
      throw .invalid("Invalid value for 'order': it is 'asc' or 'desc'.", parameter: "order")
    }
    return order
  }

  private static func limit(_ query: FormFields) throws(ServerError) -> Int {
    guard let text = query["limit"] else { return 20 }
    guard let limit = Int(text), 1...100 ~= limit else {
      throw .invalid("Invalid value for 'limit': it is from 1 to 100.", parameter: "limit")
    }
    return limit
  }

  private static func first(_ query: FormFields, _ all: [JSONObject]) throws(ServerError) -> Int {
    guard let id = query["after"] else { return 0 }
    guard let place = all.firstIndex(where: { $0["id"]?.string == id }) else {
      throw .invalid("Invalid value for 'after': there is no item '\(id)'.", parameter: "after")
    }
    return place + 1
  }
}

extension InputItemList {
  /// An item with what requests may leave out of it.
  private static func whole(_ item: JSONObject, id: String) -> JSONObject {
    var item = item
    let type = item["type"]?.string ?? "message"
    item["type"] = .string(type)
    if item["id"]?.string == nil { item["id"] = .string(prefix(of: type) + id) }
    guard type == "message" || type.hasPrefix("function_call") else { return item }
    if item["status"]?.string == nil { item["status"] = "completed" }
    if type == "message" { item["content"] = content(of: item) }
    return item
  }

  private static func prefix(of type: String) -> String {
    switch type {
    case "message": "msg"
    case "function_call": "fc"
    case "custom_tool_call": "ctc"
    case "reasoning": "rs"
    default: "item"
    }
  }

  private static func content(of message: JSONObject) -> JSONValue {
    let isAnswer = message["role"] == "assistant"
    var parts = message["content"]?.array ?? []
    if let text = message["content"]?.string {
      parts = [["type": isAnswer ? "output_text" : "input_text", "text": .string(text)]]
    }
    let whole = parts.map { part -> JSONValue in
      guard part["type"] == "output_text", var object = part.object else { return part }
      for name in ["annotations", "logprobs"] where object[name] == nil { object[name] = [] }
      return .object(object)
    }
    return .array(whole)
  }
}

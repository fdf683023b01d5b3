import Wire

extension JSONValue {
  /// The value as JSON for people: a member and an element a line, two spaces deeper each.
  var indented: String { indented(by: "") }

  private func indented(by margin: String) -> String {
    switch self {
    case .null, .bool, .number, .string: text
    case .array(let elements):
      Self.lines("[", elements.map { $0.indented(by: margin + "  ") }, "]", margin)
    case .object(let object):
      Self.lines(
        "{",
        object.members.map { "\(JSONValue.string($0.name).text): \($0.value.indented(by: margin + "  "))" },
        "}", margin)
    }
  }

  private static func lines(_ open: String, _ items: [String], _ close: String, _ margin: String) -> String {
    guard !items.isEmpty else { return open + close }
    let lines = items.map { "\n\(margin)  \($0)" }.joined(separator: ",")
    return "\(open)\(lines)\n\(margin)\(close)"
  }
}

package import CommandTree
package import Wire

/// A named JSON value as an argument: `KEY=JSON`.
package struct KeyedJSON: Value, Equatable {
  package let key: String
  package let value: JSONValue

  package init(argument: String) throws(ValueProblem) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty else {
      throw ValueProblem(reason: "is not of the form KEY=JSON")
    }
    do {
      value = try JSONValue(decoding: String(parts[1]))
    } catch {
      throw ValueProblem(reason: "has no JSON after '='; a text needs its quotes: \(parts[0])='\"text\"'")
    }
    key = String(parts[0])
  }

  package var argument: String { "\(key)=\(value.text)" }
}

/// An object as words of the form `KEY=JSON`.
extension JSONObject: OptionValue {
  package static var optionShape: OptionValueShape { [KeyedJSON].optionShape }

  package var optionWords: [String] { members.map { "\($0.name)=\($0.value.text)" } }

  package mutating func take(_ word: String, isFirst: Bool) throws(ValueProblem) {
    let keyed = try KeyedJSON(argument: word)
    if isFirst { self = [:] }
    self[keyed.key] = keyed.value
  }
}

extension [KeyedJSON] {
  var object: JSONObject {
    reduce(into: JSONObject()) { $0[$1.key] = $1.value }
  }
}

package import CommandTree
import FileSystem
package import Wire

/// JSON as an argument: itself, or `@FILE`.
struct JSONArgument: Value, Equatable {
  let argument: String

  init(argument: String) throws(ValueProblem) {
    self.argument = argument
    guard !argument.hasPrefix("@") else { return }
    guard FileName.isUTF8(argument) else { throw ValueProblem(reason: "is not text in UTF-8") }
    do {
      _ = try JSONValue(decoding: argument)
    } catch {
      throw ValueProblem(reason: "is not JSON: \(error)")
    }
  }

  /// - Throws: ``InputFailure`` when the file cannot be read or holds no JSON.
  func value() throws -> JSONValue {
    guard argument.hasPrefix("@") else { return try JSONValue(decoding: argument) }
    let path = String(argument.dropFirst())
    do {
      return try JSONValue(decoding: try Input.file(path, upTo: .document))
    } catch let error as JSONError {
      throw InputFailure.notJSON(path: path, reason: error.description)
    }
  }

  /// - Throws: ``InputFailure`` also when it is no object.
  func object() throws -> JSONObject {
    guard let object = try value().object else {
      throw InputFailure.notJSON(path: argument, reason: "it is no object")
    }
    return object
  }
}

/// Text as an argument: itself, or `@FILE`.
struct TextArgument: Value, Equatable {
  let argument: String

  init(argument: String) throws(ValueProblem) {
    guard argument.hasPrefix("@") || FileName.isUTF8(argument) else {
      throw ValueProblem(reason: "is not text in UTF-8")
    }
    self.argument = argument
  }

  func text() throws -> String {
    guard argument.hasPrefix("@") else { return argument }
    let path = String(argument.dropFirst())
    guard let text = String(validating: try Input.file(path, upTo: .document), as: UTF8.self) else {
      throw InputFailure.notText(path: path)
    }
    return text
  }
}

/// A named JSON value as an argument: `KEY=JSON`.
struct KeyedJSON: Value, Equatable {
  let key: String
  let value: JSONValue

  init(argument: String) throws(ValueProblem) {
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

  var argument: String { "\(key)=\(value.text)" }
}

/// An object as words of the form `KEY=JSON`.
extension JSONObject: OptionValue {
  package static var optionShape: OptionValueShape { [KeyedJSON].optionShape }

  package var optionWords: [String] { members.map { "\($0.name)=\($0.value.text)" } }

  /// - Throws: ``ValueProblem`` for a word of another form.
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

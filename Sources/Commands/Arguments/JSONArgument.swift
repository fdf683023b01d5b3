package import CommandTree
package import Wire

/// JSON as an argument: itself, or `@FILE`.
package struct JSONArgument: Value, Equatable {
  package let argument: String

  package init(argument: String) throws(ValueProblem) {
    self.argument = argument
    guard !argument.hasPrefix("@") else { return }
    do {
      _ = try JSONValue(decoding: argument)
    } catch {
      throw ValueProblem(reason: "is not JSON: \(error)")
    }
  }

  /// - Throws: ``InputFailure`` when the file cannot be read or holds no JSON.
  package func value() throws -> JSONValue {
    guard argument.hasPrefix("@") else { return try JSONValue(decoding: argument) }
    let path = String(argument.dropFirst())
    do {
      return try JSONValue(decoding: try Input.file(path))
    } catch let error as JSONError {
      throw InputFailure.notJSON(path: path, reason: error.description)
    }
  }

  /// - Throws: ``InputFailure`` also when it is no object.
  package func object() throws -> JSONObject {
    guard let object = try value().object else {
      throw InputFailure.notJSON(path: argument, reason: "it is no object")
    }
    return object
  }
}

package import CommandTree
package import HTTPTypes
package import Wire

/// An http or https address as an argument.
package struct URLArgument: Value, Equatable {
  package let url: BaseURL

  /// A bare host means https.
  package init(argument: String) throws(ValueProblem) {
    let text = argument.contains("://") ? argument : "https://\(argument)"
    guard let url = BaseURL(text) else {
      throw ValueProblem(reason: "is not an http or https address without user and query")
    }
    self.url = url
  }

  package var argument: String { url.description }
}

/// A request header as an argument: `NAME: VALUE`.
package struct HeaderArgument: Value, Equatable {
  package let field: HTTPField

  package init(argument: String) throws(ValueProblem) {
    let parts = argument.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let name = HTTPField.Name(String(parts[0])) else {
      throw ValueProblem(reason: "is not of the form NAME: VALUE")
    }
    let value = parts[1].drop { $0 == " " }
    guard HTTPField.isValidValue(String(value)) else {
      throw ValueProblem(reason: "has a value that no header can hold")
    }
    guard !Self.reserved.contains(name.canonicalName) else {
      throw ValueProblem(reason: "names a header that this program sets itself")
    }
    field = HTTPField(name: name, value: String(value))
  }

  package var argument: String { "\(field.name): \(field.value)" }

  /// Credentials would be seen by every user of the machine; the others decide how the message is framed.
  private static let reserved: Set<String> = [
    "authorization", "connection", "content-length", "content-type", "host", "proxy-authorization",
    "transfer-encoding",
  ]
}

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

/// Text as an argument: itself, or `@FILE`.
package struct TextArgument: Value, Equatable {
  package let argument: String

  package init(argument: String) { self.argument = argument }

  package func text() throws -> String {
    guard argument.hasPrefix("@") else { return argument }
    let path = String(argument.dropFirst())
    guard let text = String(validating: try Input.file(path), as: UTF8.self) else {
      throw InputFailure.notText(path: path)
    }
    return text
  }
}

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

extension [KeyedJSON] {
  var object: JSONObject {
    reduce(into: JSONObject()) { $0[$1.key] = $1.value }
  }
}

/// How often to try again: a whole number, not negative.
package struct RetryCount: Value, Equatable {
  package let count: Int

  package init(_ count: Int) { self.count = count }

  package init(argument: String) throws(ValueProblem) {
    guard let count = Int(argument), (0...100).contains(count) else {
      throw ValueProblem(reason: "is not a whole number from 0 to 100")
    }
    self.count = count
  }

  package var argument: String { String(count) }
}

/// A number from 0 to 1.
package struct Fraction: Value, Equatable {
  package let value: Double

  package init(argument: String) throws(ValueProblem) {
    guard let value = Double(argument), (0...1).contains(value) else {
      throw ValueProblem(reason: "is not a number from 0 to 1")
    }
    self.value = value
  }

  package var argument: String { "\(value)" }
}

/// A language, perhaps with how likely it is: `de_DE`, `de_DE:0.7`.
package struct LocaleArgument: Value, Equatable {
  package let locale: String
  package let probability: Double?

  package init(argument: String) throws(ValueProblem) {
    let parts = argument.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let locale = parts.first, !locale.isEmpty else { throw ValueProblem(reason: "names no locale") }
    self.locale = String(locale)
    probability = parts.count == 2 ? try Fraction(argument: String(parts[1])).value : nil
  }

  package var argument: String { probability.map { "\(locale):\($0)" } ?? locale }
}

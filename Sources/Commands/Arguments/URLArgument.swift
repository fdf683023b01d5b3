import CommandTree
import HTTPTypes
import Wire

/// An http or https address as an argument.
struct URLArgument: Value, Equatable {
  let url: BaseURL

  /// A bare host means https.
  init(argument: String) throws(ValueProblem) {
    guard let url = BaseURL.typed(argument) else {
      throw ValueProblem(reason: "is not an http or https address without user and query")
    }
    self.url = url
  }

  var argument: String { url.description }
}

extension BaseURL {
  /// An address as people type it: a bare host means https.
  static func typed(_ text: String) -> BaseURL? {
    BaseURL(text.contains("://") ? text : "https://\(text)")
  }
}

/// A TCP port as an argument.
struct Port: Value, Equatable {
  let number: Int

  init(_ number: Int) { self.number = number }

  init(argument: String) throws(ValueProblem) {
    guard let number = UInt16(argument) else { throw ValueProblem(reason: "is not a port from 0 to 65535") }
    self.number = Int(number)
  }

  var argument: String { String(number) }
}

/// A request header as an argument: `NAME: VALUE`.
struct HeaderArgument: Value, Equatable {
  let field: HTTPField

  init(argument: String) throws(ValueProblem) {
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

  var argument: String { "\(field.name): \(field.value)" }

  /// Credentials would be seen by every user of the machine; the others decide how the message is framed.
  private static let reserved: Set<String> = [
    "authorization", "connection", "content-length", "content-type", "host", "proxy-authorization",
    "transfer-encoding",
  ]
}

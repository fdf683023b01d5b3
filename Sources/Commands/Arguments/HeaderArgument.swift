package import CommandTree
package import HTTPTypes

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

import CommandTree
import Wire

/// Where a web page comes from, as an argument: `https://chat.example.com`, with a port where it is not the usual one.
struct OriginArgument: Value, Equatable {
  let origin: String

  init(argument: String) throws(ValueProblem) {
    guard argument.contains("://"), let url = BaseURL(argument), !url.hasPath, argument.last != "/" else {
      throw ValueProblem(reason: "is not an origin: scheme, host, and port, without a path")
    }
    origin = argument.lowercased()
  }

  var argument: String { origin }
}

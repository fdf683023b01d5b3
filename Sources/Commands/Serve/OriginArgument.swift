import CommandTree
import CompatibleServer

/// Where a web page comes from, as an argument: `https://chat.example.com`, with a port where it is not the usual one,
/// `app://obsidian.md`, or `null`.
struct OriginArgument: Value, Equatable {
  let origin: String

  init(argument: String) throws(ValueProblem) {
    guard let parsed = WebOrigin(argument) else { throw ValueProblem(reason: Self.fault(of: argument)) }
    origin = parsed.text
  }

  var argument: String { origin }

  /// Why no browser will ever send it.
  private static func fault(of argument: String) -> String {
    if argument.utf8.contains(UInt8(ascii: "*")) { return "is a pattern; name each origin whole" }
    if argument.utf8.contains(where: { $0 > 0x7F }) {
      return "has letters that browsers write as 'xn--…' in an origin"
    }
    return "is not an origin: scheme, host, and port, without a path, or 'null'"
  }
}

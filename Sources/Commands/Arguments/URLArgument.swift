package import CommandTree
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

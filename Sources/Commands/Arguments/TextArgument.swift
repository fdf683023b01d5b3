import CommandTree

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

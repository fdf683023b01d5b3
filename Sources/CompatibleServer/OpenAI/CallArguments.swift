/// The arguments of a call as JSON text: models that have none to give write nothing, and clients read an object.
enum CallArguments {
  static func json(_ text: String) -> String { isMissing(text) ? "{}" : text }

  static func isMissing(_ text: String) -> Bool {
    text == "null" || text.utf8.allSatisfy { $0 <= 0x20 }
  }
}

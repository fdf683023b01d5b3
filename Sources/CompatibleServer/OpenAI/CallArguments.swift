/// The arguments of a call as JSON text: models that have none to give write nothing, and clients read an object.
enum CallArguments {
  static func json(_ text: String) -> String { isMissing(text) ? "{}" : text }

  static func isMissing(_ text: String) -> Bool {
    let words = text.utf8.split(whereSeparator: { $0 <= 0x20 })
    return words.isEmpty || words.count == 1 && words[0].elementsEqual("null".utf8)
  }
}

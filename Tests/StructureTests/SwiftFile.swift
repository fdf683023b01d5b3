/// A Swift file of the project, as far as the formatter's line breaks tell what it imports and declares.
struct SwiftFile {
  struct Declaration {
    /// `struct`, `extension`, `func` …
    let keyword: String
    /// As it is written behind the keyword: `Org.Configuration` in an extension; an initializer's first label.
    let name: String
    let modifiers: Set<String>
    let isTopLevel: Bool
    /// The lines above it.
    let comment: [Substring]
    let isThrowing: Bool
    let line: Int

    var isDocumented: Bool { !comment.isEmpty }

    /// Whether it declares or extends a type of this name, whole or a part of it (`Org.Configuration`), or is a function
    /// of this name at the top.
    func isNamed(_ subject: String) -> Bool {
      if keyword == "func" {
        return isTopLevel && name.prefix(1).uppercased() + name.dropFirst() == subject
      }
      guard isType || keyword == "extension" else { return false }
      return name == subject || name.split(separator: ".").contains { $0 == subject }
    }

    var isType: Bool { SwiftFile.typeKeywords.contains(keyword) }
    var isPrivate: Bool { modifiers.contains("private") || modifiers.contains("fileprivate") }
  }

  /// From the top of the checkout.
  let path: String
  let imports: [String]
  let declarations: [Declaration]

  /// The file's name up to a `+` or the ending.
  var subject: String {
    String((path.split(separator: "/").last ?? "").dropLast(".swift".count).prefix { $0 != "+" })
  }

  /// The folder below `Sources` or `Tests`.
  var module: String { String(path.split(separator: "/")[1]) }

  init(path: String, text: String) {
    self.path = path
    var (imports, declarations): ([String], [Declaration]) = ([], [])
    var comment: [Substring] = []
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let words = line.split(separator: " ")
      if let declaration = Self.declaration(lines[index...], words, comment, number: index + 1) {
        declarations.append(declaration)
      } else if let module = Self.importedModule(words) {
        imports.append(module)
      }
      if words.first == "///" {
        comment.append(line)
      } else if words.count != 1 || !line.contains("@") {
        // An attribute on a line of its own stands between a declaration and its comment.
        comment = []
      }
    }
    (self.imports, self.declarations) = (imports, declarations)
  }

  private static let typeKeywords: Set<String> = [
    "struct", "enum", "class", "actor", "protocol", "typealias",
  ]
  private static let keywords = typeKeywords.union([
    "extension", "func", "init", "var", "let", "subscript",
  ])
  private static let modifiers: Set<String> = [
    "package", "public", "internal", "private", "fileprivate", "final", "indirect", "static", "mutating",
    "consuming",
    "nonisolated", "convenience", "required", "override",
  ]

  private static func declaration(
    _ lines: ArraySlice<Substring>, _ words: [Substring], _ comment: [Substring], number: Int
  ) -> Declaration? {
    let found = words.prefix { $0.hasPrefix("@") || modifiers.contains(String($0.prefix { $0 != "(" })) }
    guard let word = words.dropFirst(found.count).first else { return nil }
    let keyword = String(word.prefix { $0.isLetter })
    guard keywords.contains(keyword) else { return nil }
    let rest =
      keyword == "init" ? word.drop { $0 != "(" }.dropFirst() : words.dropFirst(found.count + 1).first ?? ""
    return Declaration(
      keyword: keyword, name: String(rest.prefix { $0.isLetter || $0.isNumber || "._`".contains($0) }),
      modifiers: Set(found.map(String.init)), isTopLevel: lines.first?.first != " ", comment: comment,
      isThrowing: ["func", "init"].contains(keyword) && isThrowing(lines), line: number)
  }

  /// Whether `throws` stands behind a function's parameters.
  private static func isThrowing(_ lines: ArraySlice<Substring>) -> Bool {
    var (depth, outside) = (0, "")
    for character in lines.prefix(12).joined(separator: " ").prefix(while: { $0 != "{" }) {
      if character == "(" { depth += 1 }
      if depth == 0 { outside.append(character) }
      if character == ")" { depth -= 1 }
    }
    return outside.split(separator: " ").contains("throws")
  }

  private static func importedModule(_ words: [Substring]) -> String? {
    let words = words.drop { ["public", "package", "internal", "@preconcurrency", "@testable"].contains($0) }
    guard words.first == "import", let name = words.dropFirst().first else { return nil }
    return String(name.prefix { $0 != "." })
  }
}

/// A Swift file of the project, as far as the formatter's line breaks tell what it imports and declares.
struct SwiftFile {
  struct Declaration {
    /// `struct`, `extension`, `func` …
    let keyword: String
    /// As it is written behind the keyword: `Org.Configuration` in an extension; an initializer's first label.
    let name: String
    let modifiers: Set<String>
    let isTopLevel: Bool
    let isDocumented: Bool
    let line: Int

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
    var isDocumented = false
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let words = line.split(separator: " ")
      if let declaration = Self.declaration(line, words, isDocumented: isDocumented, number: index + 1) {
        declarations.append(declaration)
      } else if let module = Self.importedModule(words) {
        imports.append(module)
      }
      // An attribute on a line of its own stands between a declaration and its comment.
      isDocumented = words.first == "///" || (isDocumented && words.count == 1 && line.contains("@"))
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
    _ line: Substring, _ words: [Substring], isDocumented: Bool, number: Int
  ) -> Declaration? {
    let found = words.prefix { $0.hasPrefix("@") || modifiers.contains(String($0.prefix { $0 != "(" })) }
    guard let word = words.dropFirst(found.count).first else { return nil }
    let keyword = String(word.prefix { $0.isLetter })
    guard keywords.contains(keyword) else { return nil }
    let rest =
      keyword == "init" ? word.drop { $0 != "(" }.dropFirst() : words.dropFirst(found.count + 1).first ?? ""
    return Declaration(
      keyword: keyword, name: String(rest.prefix { $0.isLetter || $0.isNumber || "._`".contains($0) }),
      modifiers: Set(found.map(String.init)), isTopLevel: line.first != " ", isDocumented: isDocumented,
      line: number)
  }

  private static func importedModule(_ words: [Substring]) -> String? {
    let words = words.drop { ["public", "package", "internal", "@preconcurrency", "@testable"].contains($0) }
    guard words.first == "import", let name = words.dropFirst().first else { return nil }
    return String(name.prefix { $0 != "." })
  }
}

import Testing

/// What modules share is documented.
struct DocumentationTests {
  /// What a protocol asks for is documented where it asks.
  private static let requirements: Set<String> = [
    "argument", "arrayLiteral", "booleanLiteral", "choices", "description", "dictionaryLiteral",
    "errorDescription",
    "floatLiteral", "integerLiteral", "nilLiteral", "optionShape", "optionWords", "respond", "run",
    "stringLiteral",
    "syntax", "take", "unownedExecutor",
  ]

  @Test(arguments: try Manifest().modules)
  func sharedDeclarationsHaveComments(_ module: Manifest.Module) throws {
    let bare = try Checkout.swiftFiles(below: "Sources/\(module.name)").flatMap { file in
      file.declarations.filter(Self.lacksComment).map { "\(file.path):\($0.line): \($0.keyword) \($0.name)" }
    }
    #expect(bare.isEmpty, "\(bare.joined(separator: "\n"))")
  }

  @Test(arguments: try Manifest().modules)
  func sharedFunctionsSayWhatTheyThrow(_ module: Manifest.Module) throws {
    let silent = try Checkout.swiftFiles(below: "Sources/\(module.name)").flatMap { file in
      file.declarations.filter(Self.hidesWhatItThrows).map { "\(file.path):\($0.line): \($0.name)" }
    }
    #expect(silent.isEmpty, "\(silent.joined(separator: "\n"))")
  }

  private static func hidesWhatItThrows(_ declaration: SwiftFile.Declaration) -> Bool {
    declaration.modifiers.contains("package") && declaration.isThrowing
      && !requirements.contains(declaration.name)
      && !declaration.comment.contains { $0.contains("Throws:") }
  }

  private static func lacksComment(_ declaration: SwiftFile.Declaration) -> Bool {
    declaration.modifiers.contains("package") && !declaration.isDocumented
      && declaration.keyword != "extension" && !requirements.contains(declaration.name)
  }
}

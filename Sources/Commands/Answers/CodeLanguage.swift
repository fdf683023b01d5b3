import CommandTree

/// What code is written in, by any of its usual names: `py` is `python`.
struct CodeLanguage: Value, Equatable, Sendable {
  /// As somebody has written it, in small letters.
  let name: String

  /// What `--extract` means without a value.
  static let any = CodeLanguage("any")

  init(_ name: some StringProtocol) { self.name = name.lowercased() }

  init(argument: String) throws(ValueProblem) { self.init(argument) }

  var argument: String { name }

  static func == (one: CodeLanguage, other: CodeLanguage) -> Bool {
    one.name == other.name || one.commonEnding.map { $0 == other.commonEnding } ?? false
  }

  /// What the names of its files end with, with the dot.
  var fileEnding: String {
    if let ending = commonEnding { return "." + ending }
    let letters = name.filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
    return letters.isEmpty || Self.texts.contains(name) ? ".txt" : "." + letters
  }

  private var commonEnding: String? {
    Self.endings[name] ?? (Self.endings.values.contains(name) ? name : nil)
  }

  private static let texts = ["text", "plaintext", "plain", "console", "output"]

  private static let endings = [
    "apex": "cls", "bash": "sh", "c#": "cs", "c++": "cpp", "csharp": "cs", "golang": "go", "haskell": "hs",
    "javascript": "js", "kotlin": "kt", "makefile": "mk", "markdown": "md", "node": "js", "perl": "pl",
    "python": "py", "python3": "py", "ruby": "rb", "rust": "rs", "shell": "sh", "typescript": "ts",
    "yaml": "yml", "zsh": "sh",
  ]
}

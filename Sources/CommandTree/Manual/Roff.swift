/// Text made safe for the typesetter.
enum Roff {
  /// Something one types, to the letter: the typesetter must not make a dash or a curly quote of it.
  static func code(_ text: String) -> String {
    text.reduce(into: "") { $0 += letters[$1] ?? String($1) }
  }

  /// The same as one argument of a macro, which must be neither a macro's name nor punctuation.
  static func argument(_ text: String) -> String {
    let code = code(text)
    return code.contains(" ") || code.isEmpty ? "\"\\&\(code)\"" : "\\&" + code
  }

  /// Neutral markup, a sentence on each line, code in bold.
  static func lines(_ markup: String) -> [String] { lines(Inline.inlines(of: markup)) }

  static func lines(_ inlines: [Inline]) -> [String] {
    let text = inlines.map { inline in
      switch inline {
      case .text(let text):
        text.split(separator: "\\", omittingEmptySubsequences: false).joined(separator: "\\e")
      // A name that is broken with a hyphen is another name.
      case .code(let code): "\\fB\\%\(self.code(code))\\fR"
      }
    }.joined()
    return sentences(text).map { $0.hasPrefix(".") || $0.hasPrefix("'") ? "\\&" + $0 : $0 }
  }

  private static let letters: [Character: String] = [
    "\\": "\\e", "-": "\\-", "'": "\\(aq", "`": "\\(ga", "^": "\\(ha", "~": "\\(ti", "\"": "\\(dq",
  ]

  /// Breaks text after sentences, so that the typesetter knows their ends.
  private static func sentences(_ text: String) -> [String] {
    var sentences: [String] = []
    for word in text.words {
      if let last = sentences.last, !last.hasSuffix(".") || word.first?.isLowercase == true {
        sentences[sentences.count - 1] = last + " " + word
      } else {
        sentences.append(word)
      }
    }
    return sentences
  }
}

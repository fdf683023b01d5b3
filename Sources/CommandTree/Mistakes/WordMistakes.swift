extension CommandDescription {
  /// A name nobody can type, too few words about what it does.
  var wordMistakes: [String] {
    var mistakes: [String] = []
    if name.isEmpty || name.contains(where: { $0 == " " || $0.isUppercase }) {
      mistakes.append("the name '\(name)' is not a lower-case word")
    }
    if words.summary.isEmpty {
      mistakes.append("has no summary")
    } else if !words.summary.hasSuffix(".") {
      mistakes.append("the summary has no full stop")
    }
    guard !words.isHidden, !isGroup else { return mistakes }
    if words.discussion.isEmpty { mistakes.append("has no discussion") }
    if words.examples.isEmpty { mistakes.append("has no example") }
    return mistakes
  }

  /// Two children of one name, a default that does not exist.
  var childMistakes: [String] {
    let names = children.flatMap { [$0.name] + $0.words.aliases }
    var mistakes = names.repeated.map { "two commands are called '\($0)'" }
    if let defaultChild, !children.contains(where: { $0.name == defaultChild && !$0.isGroup }) {
      mistakes.append("the default '\(defaultChild)' is none of its commands")
    }
    return mistakes
  }
}

/// A line of a list in a help text: what is typed, and what it means in pieces that should stay whole.
struct HelpRow: Equatable {
  let term: String
  let pieces: [String]
}

extension HelpRow {
  /// - Parameter hasShort: whether to leave room for a short name where this option has none.
  init(_ option: OptionDescription, hasShort: Bool) {
    let room = hasShort ? "    " : ""
    let name = option.isNegatable ? "--[no-]\(option.name)" : option.typed
    let short = option.short.map { "-\($0), " } ?? room
    term = short + name + (option.value.map { option.isValueOptional ? "[=\($0)]" : " " + $0 } ?? "")
    pieces = option.help.plainMarkup.words + option.tags
  }

  init(_ operand: OperandDescription) {
    term = operand.name
    pieces = operand.help.plainMarkup.words + operand.tags
  }

  init(_ command: CommandDescription) {
    term = command.name
    pieces = command.words.summary.plainMarkup.words
  }

  init(_ fact: CommandTree.Fact) {
    term = fact.name
    pieces = fact.meaning.plainMarkup.words
  }

  /// The row as lines: the meaning beside the term where it fits, else below it.
  func lines(column: Int, width: Int) -> [String] {
    let meaning = LineWrapper(width: width - column).lines(pieces)
    let start = "  " + term
    guard start.columns + 2 > column else { return meaning.hanging(from: start.padded(to: column)) }
    let margin = String(repeating: " ", count: column)
    return [start] + meaning.map { margin + $0 }
  }
}

extension OptionDescription {
  fileprivate var tags: [String] {
    var tags: [String] = []
    if !choices.isEmpty { tags.append("[choices: \(choices.joined(separator: ", "))]") }
    if let word = omission.implied, !word.isEmpty { tags.append("[without a value: \(word)]") }
    if let shown = shownDefault { tags.append("[default: \(shown)]") }
    if let environment { tags.append("[environment: \(environment)]") }
    if let setting { tags.append("[setting: \(setting)]") }
    if isRepeatable { tags.append("[repeatable]") }
    return tags
  }
}

extension OperandDescription {
  fileprivate var tags: [String] {
    var tags: [String] = []
    if !choices.isEmpty { tags.append("[choices: \(choices.joined(separator: ", "))]") }
    if let shown = shownDefault { tags.append("[default: \(shown)]") }
    return tags
  }
}

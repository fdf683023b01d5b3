/// Options that stand together under a heading.
struct OptionSection: Equatable {
  let title: String
  let options: [OptionDescription]
}

extension CommandDescription {
  /// The options that are shown, in sections by order of first appearance.
  var sections: [OptionSection] {
    var titles: [String] = []
    for option in shownOptions where !titles.contains(option.section) { titles.append(option.section) }
    return titles.map { title in
      OptionSection(title: title, options: shownOptions.filter { $0.section == title })
    }
  }

  /// What follows the names in a usage line.
  var usage: [String] {
    if isGroup { return [defaultChild == nil ? "COMMAND" : "[COMMAND]", "[ARGUMENT]..."] }
    return (options == [.help] ? [] : ["[OPTION]..."]) + operands.map(\.usage)
  }
}

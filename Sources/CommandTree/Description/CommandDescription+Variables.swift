extension CommandTree {
  /// Every variable that the program reads, with what it is good for: those of its options, then those of none.
  package var everyVariable: [Fact] {
    description().variables.map { Fact($0, "\($1.help) Stands for `--\($1.name)`.") } + environment
  }
}

extension CommandDescription {
  /// Each variable with the first option it stands for, here and below.
  var variables: [(String, OptionDescription)] {
    var seen: Set<String> = []
    return everyShownOption.compactMap { option in
      guard let variable = option.environment, seen.insert(variable).inserted else { return nil }
      return (variable, option)
    }
  }

  private var everyShownOption: [OptionDescription] {
    shownOptions + shownChildren.flatMap(\.everyShownOption)
  }
}

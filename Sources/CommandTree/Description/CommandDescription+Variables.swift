extension CommandTree {
  /// Every variable that the program reads, with what it is good for: those of its options, then those of none.
  package var everyVariable: [Fact] {
    description().variables.map {
      Fact($0.name, "\($0.option.help) Stands for `--\($0.option.name)`\($0.owners).")
    }
      + environment
  }
}

/// A variable that stands for an option.
struct OptionVariable {
  let name: String
  /// The first that it stands for.
  let option: OptionDescription
  /// Those that have this option, without the program's name.
  fileprivate var commands: [String]
  /// Whether the option has another variable elsewhere.
  fileprivate var isAmbiguous = false

  /// ` of embed and similar`; empty where the option's name says enough.
  var owners: String {
    guard isAmbiguous, let last = commands.last else { return "" }
    return " of " + (commands.count > 1 ? commands.dropLast().joined(separator: ", ") + " and " : "") + last
  }
}

extension CommandDescription {
  /// Each variable with the first option it stands for, here and below.
  var variables: [OptionVariable] {
    let variables: [OptionVariable] = everyShownOption.reduce(into: []) { variables, item in
      guard let name = item.option.environment else { return }
      if let index = variables.firstIndex(where: { $0.name == name }) {
        if variables[index].option.name == item.option.name { variables[index].commands.append(item.command) }
      } else {
        variables.append(OptionVariable(name: name, option: item.option, commands: [item.command]))
      }
    }
    return variables.map { variable in
      var variable = variable
      variable.isAmbiguous = variables.filter { $0.option.name == variable.option.name }.count > 1
      return variable
    }
  }

  private var everyShownOption: [(command: String, option: OptionDescription)] {
    shownOptions.map { (path.dropFirst().joined(separator: " "), $0) }
      + shownChildren.flatMap(\.everyShownOption)
  }
}

extension ManualPage {
  var operands: [String] {
    list("OPERANDS", command.operands.map { ("Ar \(Roff.argument($0.name))", $0.manualHelp) })
  }

  /// A list for each section; those without a section of their own need no heading if they come first.
  var options: [String] {
    let sections = command.sections
    guard !sections.isEmpty else { return [] }
    let plain = OptionDescription.plainSection
    let lists = sections.enumerated().flatMap { index, section in
      (index == 0 && section.title == plain ? [] : [".Ss \(section.title)"])
        + Roff.list(section.options.map { ($0.manualTerm, $0.manualHelp) })
    }
    return [".Sh OPTIONS"] + lists
  }

  var commands: [String] {
    let rows = command.shownChildren.map { child in
      ("Cm \(child.name)", Roff.lines(child.words.summary) + ["See", ".Xr \(child.manualName) 1 ."])
    }
    guard let name = command.defaultChild else { return list("COMMANDS", rows) }
    return list("COMMANDS", rows) + [".Pp", "Without a command,", ".Cm \(name)", "is meant."]
  }

  /// Every variable the program reads: those of its options and those that belong to none.
  var environment: [String] {
    guard let program = command.program else { return [] }
    let rows = command.variables.map { variable in
      let option = ".Fl \(Roff.code("-" + variable.option.name))"
      let end = variable.owners.isEmpty ? ["\(option) ."] : [option, "\(variable.owners.dropFirst())."]
      return ("Ev \(variable.name)", Roff.lines(variable.option.help) + ["Stands for"] + end)
    }
    return list("ENVIRONMENT", rows + program.environment.map { row($0, macro: "Ev ") })
  }

  var files: [String] { list("FILES", (command.program?.files ?? []).map { row($0, macro: "Pa ") }) }

  var exitStatus: [String] {
    list("EXIT STATUS", (command.program?.exitStatus ?? []).map { row($0, macro: "") })
  }

  var examples: [String] {
    guard !command.words.examples.isEmpty else { return [] }
    // Lines are broken by hand, so that they fit at 60 columns too.
    let blocks = command.words.examples.map { example in
      Roff.lines(example.explanation)
        + Roff.literal(ShellLine(example.line).folded(to: 48).hanging(from: "$ "))
    }
    return [".Sh EXAMPLES"] + blocks.joined(separator: [".Pp"])
  }

  var seeAlso: [String] {
    let above = command.path.indices.dropFirst().map { "\(command.path[..<$0].joined(separator: "-")) 1" }
    let topics = (command.program?.topics ?? []).map(\.name).sorted().map { "\(command.manualName)-\($0) 7" }
    let pages = above + topics
    guard !pages.isEmpty else { return [] }
    return [".Sh SEE ALSO"] + pages.enumerated().map { ".Xr \($1)" + ($0 < pages.count - 1 ? " ," : "") }
  }

  private func row(_ fact: CommandTree.Fact, macro: String) -> (String, [String]) {
    (macro + Roff.argument(fact.name), Roff.lines(fact.meaning))
  }

  private func list(_ title: String, _ rows: [(String, [String])]) -> [String] {
    rows.isEmpty ? [] : [".Sh \(title)"] + Roff.list(rows)
  }
}

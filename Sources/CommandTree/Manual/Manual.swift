extension CommandTree {
  /// A manual page for the program and for each of its groups and commands that are shown.
  ///
  /// - Parameter date: of the text, not of the build, as `2026-11-21`.
  package func manualPages(date: String) -> [(name: String, text: String)] {
    description().shown.map { command in
      let page = ManualPage(command: command, system: words.name, date: date)
      return (command.manualName + ".1", page.text)
    }
  }
}

extension CommandDescription {
  /// Itself and all below it that is shown.
  var shown: [CommandDescription] { [self] + shownChildren.flatMap(\.shown) }
}

extension CommandTree {
  /// A manual page for the program, for each of its groups and commands that are shown, and for each of its topics.
  ///
  /// - Parameter date: of the text, not of the build, as `2026-11-21`.
  package func manualPages(date: String) -> [(name: String, text: String)] {
    description().shown.map { command in
      let page = ManualPage(command: command, system: words.name, date: date)
      return (command.manualName + ".1", page.text)
    } + topics.map { ("\(words.name)-\($0.name).7", manualPage(of: $0, date: date)) }
  }
}

extension CommandDescription {
  /// Itself and all below it that is shown.
  var shown: [CommandDescription] { [self] + shownChildren.flatMap(\.shown) }
}

/// A date as manual pages write it: `2026-11-21` becomes `November 21, 2026`; anything else stays as it is.
func manualDate(_ date: String) -> String {
  let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
  ]
  let parts = date.split(separator: "-").compactMap { Int($0) }
  guard parts.count == 3, (1...12).contains(parts[1]) else { return date }
  return "\(months[parts[1] - 1]) \(parts[2]), \(parts[0])"
}

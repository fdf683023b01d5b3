extension CommandTree {
  /// A manual page for the program, for each of its groups and commands that are shown, and for each of its topics.
  ///
  /// - Parameter date: of the text, not of the build, as `2026-11-21`.
  package func manualPages(date: String) -> [(name: String, text: String)] {
    let commands: [(name: String, text: String)] = description().shown.map {
      ($0.manualName + ".1", manualPage(of: $0, date: date))
    }
    return commands + topics.map { ("\(words.name)-\($0.name).7", manualPage(of: $0, date: date)) }
  }

  /// The source of the manual page of a command, a group or the program, in mdoc.
  package func manualPage(of command: CommandDescription, date: String) -> String {
    ManualPage(command: command, system: words.name, date: date).text
  }
}

extension CommandDescription {
  /// Itself and all below it that is shown.
  var shown: [CommandDescription] { [self] + shownChildren.flatMap(\.shown) }
}

/// What every manual page begins with: date, title and footer, then its name and what it is about in a sentence.
func manualHead(_ name: String, section: Int, summary: String, system: String, date: String) -> [String] {
  let sentence = summary.hasSuffix(".") ? summary.dropLast() : summary[...]
  return [
    ".Dd \(manualDate(date))", ".Dt \(name.uppercased()) \(section)", ".Os \(Roff.argument(system))",
    ".Sh NAME", ".Nm \(name)", ".Nd \(Roff.lines(String(sentence)).joined(separator: " "))",
  ]
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

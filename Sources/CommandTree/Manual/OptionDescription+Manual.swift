extension OptionDescription {
  /// `-m, --model NAME`, as the head of a list item.
  var manualTerm: String {
    let names =
      (short.map { ["Fl " + Roff.code(String($0))] } ?? []) + longNames.map { "Fl " + Roff.code("-" + $0) }
    return names.joined(separator: " , ") + (value.map(manualValue) ?? "")
  }

  private func manualValue(_ value: String) -> String {
    let value = "Ar " + Roff.argument(value)
    return isValueOptional ? " Ns Oo = Ns \(value) Oc" : " \(value)"
  }

  var manualHelp: [String] {
    var lines = Roff.lines(help) + Roff.values("Choices", choices)
    if let word = omission.implied, !word.isEmpty { lines += Roff.values("Without a value", [word]) }
    if let shown = shownDefault { lines += Roff.values("Default", [shown]) }
    if let environment { lines += ["Environment:", ".Ev \(environment) ."] }
    if let setting { lines += Roff.values("Setting", [setting]) }
    if isRepeatable { lines.append("May be given more than once.") }
    return lines
  }
}

extension OperandDescription {
  var manualHelp: [String] {
    Roff.lines(help) + Roff.values("Choices", choices)
      + Roff.values("Default", shownDefault.map { [$0] } ?? [])
  }
}

extension Roff {
  /// A sentence that says which words one can type.
  fileprivate static func values(_ title: String, _ words: [String]) -> [String] {
    words.isEmpty ? [] : ["\(title):", ".Cm \(words.map(argument).joined(separator: " , ")) ."]
  }
}

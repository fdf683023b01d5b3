/// The manual page of a topic: one of section 7.
struct TopicManualPage {
  let topic: HelpTopic
  let program: String
  let date: String

  var text: String { (head + topic.sections.flatMap(\.manual) + seeAlso).joined(separator: "\n") + "\n" }

  private var name: String { "\(program)-\(topic.name)" }

  private var head: [String] {
    let summary = topic.summary.hasSuffix(".") ? topic.summary.dropLast() : topic.summary[...]
    return [
      ".Dd \(manualDate(date))", ".Dt \(name.uppercased()) 7", ".Os \(Roff.argument(program))", ".Sh NAME",
      ".Nm \(name)", ".Nd \(Roff.lines(String(summary)).joined(separator: " "))",
    ]
  }

  private var seeAlso: [String] { [".Sh SEE ALSO", ".Xr \(program) 1"] }
}

extension HelpTopic.Section {
  fileprivate var manual: [String] {
    let heading = title.isEmpty ? "DESCRIPTION" : title.uppercased()
    let table = rows.flatMap { [".It \(Roff.argument($0.name))"] + Roff.lines($0.meaning) }
    return [".Sh \(heading)"] + Roff.blocks(text)
      + (rows.isEmpty ? [] : [".Bl -tag -width Ds"] + table + [".El"])
  }
}

/// The manual page of a topic: one of section 7.
struct TopicManualPage {
  let topic: HelpTopic
  let program: String
  let date: String

  var text: String { (head + topic.sections.flatMap(\.manual) + seeAlso).joined(separator: "\n") + "\n" }

  private var head: [String] {
    manualHead(
      "\(program)-\(topic.name)", section: 7, summary: topic.summary, system: program, date: date)
  }

  private var seeAlso: [String] { [".Sh SEE ALSO", ".Xr \(program) 1"] }
}

extension HelpTopic.Section {
  fileprivate var manual: [String] {
    let heading = title.isEmpty ? "DESCRIPTION" : title.uppercased()
    let table = rows.map { (Roff.argument($0.name), Roff.lines($0.meaning)) }
    return [".Sh \(heading)"] + Roff.blocks(text) + (table.isEmpty ? [] : Roff.list(table))
  }
}

import Ledger

/// One entry of the ledger, whole: what is known of it, then what was said.
struct LogPage {
  private let entry: LedgerEntry

  init(_ entry: LedgerEntry) { self.entry = entry }

  /// - Parameter line: shows a line, or a text of several.
  func print(_ line: (String) throws -> Void) throws {
    for (name, value) in facts { try line("\(name): \(value)") }
    for (title, text) in texts {
      for part in ["", "\(title):", "", text] { try line(part) }
    }
  }

  private var facts: [(name: String, value: String)] {
    let known: [(String, String?)] = [
      ("id", entry.id.map(String.init)), ("time", entry.localTime), ("command", entry.command),
      ("profile", entry.profile), ("model", entry.model), ("answered by", entry.answeringModel),
      ("generation", entry.generation), ("verdict", entry.verdict?.lowercased()),
      ("conversation", entry.conversation),
      ("rows", entry.rows.map { "\($0.done) done, \($0.refused) refused" }),
      ("requests", entry.requests == 1 ? nil : String(entry.requests)), ("tokens", tokens),
      ("time taken", entry.duration.map { "\($0) ms" }),
    ]
    return known.compactMap { name, value in value.map { (name, $0) } }
  }

  private var tokens: String? {
    let counts = [
      entry.usage.input.map { "\(RowMessages.number($0)) in" },
      entry.usage.output.map { "\(RowMessages.number($0)) out" },
    ].compactMap { $0 }
    return counts.isEmpty ? nil : counts.joined(separator: ", ")
  }

  private var texts: [(title: String, text: String)] {
    let texts = entry.texts
    let known = [
      ("system", texts?.system), ("asked", texts?.prompt),
      (entry.command == "feedback" ? "said" : "answered", texts?.text),
    ]
    return known.compactMap { title, text in text.map { (title, $0) } }
  }
}

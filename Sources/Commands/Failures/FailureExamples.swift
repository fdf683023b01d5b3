import CommandTree
import Wire

/// Failures of one kind, each with facts as they may be: what the page `errors` is printed from.
///
/// Where a fact is a name, what stands for it is written in capitals.
struct FailureExamples {
  let title: String
  /// What is common to all of them; may be empty.
  let text: String
  let failures: [any Error]

  init(_ title: String, _ text: String, _ failures: [any Error]) {
    self.title = title
    self.text = text
    self.failures = failures
  }

  /// Every failure that has words, in the order in which people meet them.
  static let all = [
    refusedTokens, signingIn, privateKeys, refusals, answers, modelList, network, certificates,
    commandLine, settings, templates, schemas, prompts, rowInput, rows, queries, resumption, shards, vectors,
    batches, conversations, history, servers, serverKeys, programs, endings,
  ]

  /// The part of the page: the sentences of ``FailureReport``, and what it says to do.
  var section: HelpTopic.Section {
    var seen: Set<String> = []
    let rows = failures.map { FailureReport($0, hiding: Redaction()).fact }
    return HelpTopic.Section(
      title, text, rows: rows.filter { !$0.name.isEmpty && seen.insert($0.name + $0.meaning).inserted })
  }
}

extension FailureReport {
  /// What happened, and what to do, which begins as it does on the screen: it may be a command.
  fileprivate var fact: CommandTree.Fact {
    let parts = [
      said.map { "The service says “\($0)”." },
      details.isEmpty ? nil : "Reasons stand on lines of their own: “\(details.joined(separator: "; "))”.",
      hint.map { "Hint: \(Self.markup($0))\($0.hasSuffix("?") ? "" : ".")" },
      "Exit status \(exit.rawValue).",
    ]
    return CommandTree.Fact(message + codes, parts.compactMap { $0 }.joined(separator: " "))
  }

  /// What is typed is marked as such: no line may break in an option's name.
  private static func markup(_ hint: String) -> String {
    hint.replacing(/'sfmodels [^']*'|--[a-z][a-z-]*/) { match in
      let typed = match.output
      return typed.hasPrefix("'") ? "`\(typed.dropFirst().dropLast())`" : "`\(typed)`"
    }
  }
}

import FoundationEssentials
import Testing
import Wire

@testable import CommandTree
@testable import Commands

/// The page `errors` has every failure, in the words in which it is told.
struct FailureExamplesTests {
  private static let failures = FailureExamples.all.flatMap(\.failures)

  /// Those that are told in the words of what they carry.
  private static let wrappers: Set = ["RetriesExhausted", "RowsStopped"]

  /// Where the enumerations stand whose cases have words of their own.
  private static let enumerations = [
    ("AuthorizationFailure", "Authorization/AuthorizationFailure.swift"),
    ("ModelsFailure", "ModelsAPI/Client/ModelsFailure.swift"),
    ("ModelListFailure", "Commands/Models/ModelsCommand.swift"),
    ("TransportError", "Transport/TransportError.swift"),
    ("SettingsFailure", "Commands/Settings/SettingsFailure.swift"),
    ("CommandFailure", "Commands/Failures/CommandFailure.swift"),
    ("ChatFailure", "Commands/Chat/ChatFailure.swift"),
    ("TemplateFailure", "Commands/Template/TemplateFailure.swift"),
    ("SchemaFailure", "Commands/Schema/SchemaFailure.swift"),
    ("LedgerFailure", "Ledger/LedgerFailure.swift"),
    ("DatasetFailure", "Commands/Generate/DatasetFailure.swift"),
    ("DecompressionFailure", "Compression/Decompressor.swift"),
    ("ShardFailure", "RowEngine/Merging/ShardFile.swift"),
    ("BudgetSpent", "RowEngine/Calling/RequestBudget.swift"),
    ("BatchFailure", "Commands/Batch/BatchFailure.swift"),
    ("SimilarFailure", "Commands/Similar/Similar.swift"),
    ("VectorFileFailure", "RowEngine/Similarity/VectorFile.swift"),
    ("InputFailure", "Commands/Context/Input.swift"), ("UsageError", "CommandTree/UsageError.swift"),
    ("RowProblem", "RowEngine/Row.swift"), ("RowInputFailure", "RowEngine/RowSource/RowSource.swift"),
    ("ResumptionFailure", "RowEngine/Resumption/ResumptionFailure.swift"),
    ("TerminalError", "Terminal/TerminalError.swift"),
  ]

  @Test(arguments: enumerations)
  func everyCaseHasAnExample(_ type: String, _ path: String) throws {
    let cases = try Self.cases(of: type, in: path)
    let shown = Self.failures.filter { Self.name(of: $0) == type }.map(Self.caseName)
    #expect(cases.count > 0 && cases.subtracting(shown) == [], "\(path)")
  }

  @Test func everyTypeThatHasWordsHasExamples() throws {
    let text = try Self.source("Commands/Failures/FailureReport.swift")
    let types = text.matches(of: /case (?:let \w+ as|is) ([A-Z][\w.]*):/).map { String($0.output.1) }
    let shown = Set(Self.failures.map(Self.name))
    #expect(types.count > 25 && Set(types).subtracting(shown) == Self.wrappers)
    #expect(Set(Self.enumerations.map(\.0)).subtracting(types) == [])
  }

  @Test func whatThePageSaysIsWhatIsTold() throws {
    let topic = try #require(CommandTree.sfmodels.topic(["errors"]))
    let rows = topic.sections.flatMap(\.rows)
    for failure in Self.failures {
      let report = FailureReport(failure, hiding: Redaction())
      guard !report.message.isEmpty else { continue }
      let row = try #require(rows.first { $0.name == report.message + report.codes }, "\(report)")
      #expect(row.meaning.hasSuffix("Exit status \(report.exit.rawValue)."))
    }
    #expect(rows.count > 150)
  }

  @Test func everyHintStandsBelowItsSentenceAsItIsTold() {
    for section in FailureExamples.all.map(\.section) {
      for row in section.rows { #expect(!row.meaning.contains("..") && !row.meaning.contains("?.")) }
    }
    let hints = Self.failures.compactMap { FailureReport($0, hiding: Redaction()).hint }
    let meanings = FailureExamples.all.flatMap(\.section.rows).map(\.meaning.plainMarkup)
    #expect(hints.filter { hint in !meanings.contains { $0.contains("Hint: \(hint)") } } == [])
  }

  @Test func everyKnownRefusalHasAnExample() {
    #expect(Set(RefusalCause.examples.compactMap(RefusalCause.init)) == Set(RefusalCause.allCases))
  }

  /// The files that hold the words of failures, and the pieces of sentences in them that tell of none.
  private static let sources = [
    "FailureReport+Authorization", "FailureReport+Batch", "FailureReport+Chat", "FailureReport+Commands",
    "FailureReport+Dataset", "FailureReport+Shards", "FailureReport+Ledger", "FailureReport+Login",
    "FailureReport+ModelList",
    "FailureReport+Models", "FailureReport+Network", "FailureReport+Rows", "FailureReport+Schema",
    "FailureReport+Similar", "FailureReport+Templates", "OAuthHints", "RefusalCause", "TOMLFailure+Words",
  ]
  private static let otherWords = [
    // Warnings about kept tokens.
    "the kept token in", "is damaged; it is replaced", "could be used by others (mode",
    "); it is its owner's alone now", "no token is kept:", "cannot be locked:",
    "s; this one goes on without waiting for its token", "; others may fetch a token at the same time",
    "the token cannot be kept in", "; the next run will fetch another", "; another is fetched",
    // How to go on with rows, and that a list is long.
    "and others",
    "the same command goes on", "the same command with --resume goes on", "dealt with;",
    "the query job goes on in the org;",
    // The context of a known model.
    "tokens, question and answer together",
  ]

  @Test(arguments: sources)
  func everyWordOfFailuresIsOnThePage(_ file: String) throws {
    let topic = try #require(CommandTree.sfmodels.topic(["errors"]))
    let page = topic.sections.flatMap(\.rows).map { "\($0.name)\n\($0.meaning.plainMarkup)" }
      .joined(separator: "\n")
    let pieces = Self.pieces(of: try Self.source("Commands/Failures/\(file).swift"))
    #expect(pieces.filter { !page.contains($0) && !Self.otherWords.contains($0) } == [])
    #expect(pieces.count > 3)
  }

  /// What stands in the texts of a source file before, between and behind what is filled in; single words say nothing.
  private static func pieces(of source: String) -> [String] {
    let lines = source.split(separator: "\n").filter { !$0.trimmed.hasPrefix("//") }
    var pieces = [""]
    /// For each text that is open, how many parentheses are open in what is filled in; `nil` in the text itself.
    var open: [Int?] = []
    var characters = lines.joined(separator: "\n").makeIterator()
    while let character = characters.next() {
      switch (character, open.last) {
      case ("\"", .some(.none)):
        open.removeLast()
        pieces.append("")
      case ("\"", _):
        open.append(nil)
        pieces.append("")
      case ("\\", .some(.none)):
        guard let next = characters.next() else { break }
        if next == "(" {
          open[open.count - 1] = 1
          pieces.append("")
        } else {
          pieces[pieces.count - 1].append(next == "n" ? "\n" : next)
        }
      case (_, .some(.none)): pieces[pieces.count - 1].append(character)
      case ("(", .some(.some(let depth))): open[open.count - 1] = depth + 1
      case (")", .some(.some(let depth))):
        open[open.count - 1] = depth == 1 ? nil : depth - 1
        pieces.append("")
      default: break
      }
    }
    return pieces.map { String($0.trimmed) }.filter { $0.contains(" ") && $0.count > 9 }
  }

  /// `refused` of `.refused(…)`.
  private static func caseName(_ failure: any Error) -> String {
    Mirror(reflecting: failure).children.first?.label ?? "\(failure)"
  }

  /// Without its module: `Output.Failure`.
  private static func name(of failure: any Error) -> String {
    String(reflecting: type(of: failure)).split(separator: ".").dropFirst().joined(separator: ".")
  }

  /// The cases of an enumeration at the top of a file.
  private static func cases(of type: String, in path: String) throws -> Set<String> {
    let text = try source(path)
    let start = try #require(text.firstRange(of: "enum \(type):")).upperBound
    let end = try #require(text[start...].firstRange(of: "\n}")).lowerBound
    let lines = text[start..<end].split(separator: "\n").filter { $0.hasPrefix("  case ") }
    return Set(
      lines.flatMap { line in
        line.dropFirst(7).replacing(/\(.*\)/, with: "").split(separator: ", ").map(String.init)
      })
  }

  private static func source(_ path: String) throws -> String {
    let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
    return String(decoding: try Data(contentsOf: URL(filePath: "\(root)/Sources/\(path)")), as: UTF8.self)
  }
}

import CommandTree

/// How answers of a dataset are judged, and where the verdicts go.
struct EvaluationOptions: OptionGroup {
  var expectField: String?
  var match: AnswerMatch?
  var embeddingModel = "sfdc_ai__DefaultOpenAITextEmbeddingAda_002"
  var minPass: Fraction?
  var repetitions: RepeatCount?
  var reports: [ReportArgument] = []
  var compare: String?

  init() {}

  static var syntax: Syntax<Self> {
    [
      .option(
        \.expectField, "expect-field", value: "NAME", section: section,
        help: "Which field of a row is the answer that is expected."),
      .option(
        \.match, "match", value: "KIND", section: section,
        help:
          "When an answer is as expected: exact (but for space round it), contains, json, regex, or similar:X by the cosine similarity of embeddings; by default exact."
      ),
      .option(
        \.embeddingModel, "embedding-model", value: "NAME", environment: "SFMODELS_EMBEDDING_MODEL",
        setting: "embedding-model", completion: .words("embedding-models"), section: section,
        help: "The embedding model for --match similar:X."),
      .option(
        \.minPass, "min-pass", value: "X", section: section,
        help: "End with 6 when a smaller share of the cases passes, from 0 to 1."),
      .option(
        \.repetitions, "repeat", value: "N", section: section,
        help: "Ask each row so often, to see how steady the answers are."),
      .option(
        \.reports, "report", value: "KIND:FILE", section: section,
        help:
          "Write a report: junit, markdown, json or html, a page by itself; markdown also goes to GitHub's step summary."
      ),
      .option(
        \.compare, "compare", value: "FILE", completion: .file, section: section,
        help: "Tell what got better and worse since an earlier run, which is what it has printed."),
    ]
  }

  static let section = "Evaluation"

  /// The names of all options.
  static let names = [
    "expect-field", "match", "embedding-model", "min-pass", "repeat", "report", "compare",
  ]
}

extension EvaluationOptions {
  /// Whether anybody wants to know which answers pass.
  var isWanted: Bool {
    expectField != nil || minPass != nil || repetitions != nil || !reports.isEmpty || compare != nil
  }

  /// Whether each row is asked more than once.
  var repeats: Bool { times > 1 }

  /// How often each row is asked.
  var times: Int { repetitions?.count ?? 1 }

  /// - Throws: ``CommandFailure`` for options that lack each other.
  func check(columns: Bool) throws(CommandFailure) {
    guard expectField != nil || match == nil else {
      throw .unusableOption("--match", reason: "it compares with what is expected: --expect-field")
    }
    guard !columns || !isWanted else {
      throw .unusableOption(
        "--columns", reason: "rows to be loaded back hold no verdicts; evaluate in a run of its own")
    }
  }
}

/// How often each row is asked.
struct RepeatCount: CountArgument {
  static var bounds: ClosedRange<Int> { 1...1000 }

  let count: Int

  init(_ count: Int) { self.count = count }
}

/// A report and the file it goes to: `junit:report.xml`.
struct ReportArgument: Value, Equatable {
  enum Kind: String, CaseIterable { case junit, markdown, json, html }

  let kind: Kind
  let path: String

  init(argument: String) throws(ValueProblem) {
    let parts = argument.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(
      String.init)
    guard parts.count == 2, let kind = Kind(rawValue: parts[0]), !parts[1].isEmpty else {
      let kinds = Kind.allCases.map { "\($0.rawValue):FILE" }
      throw ValueProblem(noneOf: kinds)
    }
    self.kind = kind
    path = parts[1]
  }

  var argument: String { "\(kind.rawValue):\(path)" }
}

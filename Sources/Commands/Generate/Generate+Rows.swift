import ModelsAPI
import RowEngine

extension Generate {
  /// What all rows together may use.
  ///
  /// - Parameter models: how many may be asked, one in the place of another.
  /// - Throws: ``CommandFailure`` where it does not reach for a single row.
  func budget(asking models: Int) throws(CommandFailure) -> RequestBudget {
    var most = models + (answer.repair?.count ?? 0)
    if case .similar = evaluation.match { most += 1 }
    if let maxRequests, maxRequests.count < most {
      throw .unusableOption("--max-requests", reason: "a single row may take \(most) requests")
    }
    return RequestBudget(
      requests: maxRequests?.count, tokens: maxTokensTotal?.count, requestsPerBatch: most)
  }

  /// Whether what was asked for makes sense over rows.
  ///
  /// - Throws: ``CommandFailure`` for what does for a single prompt only.
  func checkRows() throws {
    let others = [
      ("PROMPT", !prompt.isEmpty), ("--file", !source.files.isEmpty), ("--raw", answer.raw),
      ("--no-input", source.noInput && records.soql == nil && rows.inputName == "-"),
      ("--render", answer.render == true),
      ("--stream", settings.stream == true), ("--show-safety", answer.showSafety),
      (answer.extraction.option ?? "", answer.extraction.isWanted),
    ]
    let source = records.soql == nil ? "--from" : "--soql"
    if let other = others.first(where: \.1)?.0 { throw CommandFailure.conflictingOptions([source, other]) }
    guard !columns || (settings.generation.numberOfGenerations ?? 1) == 1 else {
      throw CommandFailure.conflictingOptions(["--columns", "--num-generations"])
    }
    guard rowPrompt == nil else {
      guard template.template == nil else {
        throw CommandFailure.conflictingOptions(["--prompt", "--template"])
      }
      return
    }
    try template.check()
  }
}

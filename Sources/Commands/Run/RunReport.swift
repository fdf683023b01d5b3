import CompatibleServer

/// What a run has cost, as its last line tells it.
struct RunReport {
  let totals: CompatibleServer.Totals
  let time: Duration

  /// `sfmodels: 4 requests, 51,204 tokens in, 1,203 out, 1 min 23 s`.
  var line: String {
    let failed = totals.failures > 0 ? " (\(RowMessages.number(totals.failures)) failed)" : ""
    let tokens =
      totals.requests > 0
      ? ", \(RowMessages.count(totals.inputTokens, "token")) in, \(RowMessages.number(totals.outputTokens)) out"
      : ""
    let requests = RowMessages.count(totals.requests, "request")
    return "sfmodels: \(requests)\(failed)\(tokens), \(RowMessages.span(time))"
  }
}

import RowEngine
import Terminal
import Wire

/// A run over rows as commands make it: from a feed through requests to standard output or a file, with progress, a
/// summary, and an end that says what is left to do.
struct RowJob<Sink: RowSink> {
  /// What is to be done, made when it is clear that something is left to do.
  struct Task {
    let feed: RowFeed<Sink.Content>
    /// Of the input, where known.
    let inputBytes: Int?
    let work: @Sendable ([Sink.Content]) async -> BatchOutcome<Sink.Value>
  }

  let options: RowOptions
  let network: NetworkOptions
  let sink: Sink
  /// What besides the row options decides how the output looks.
  let resumeFingerprint: JSONObject
  /// Whether ids are listed in a file of their own.
  var hasIDs = false
  var isResumable = true
  /// What the list of refused rows repeats of a row that was no record.
  var echo: (Sink.Content) -> JSONObject = { _ in [:] }
  /// Whether the rows stand on the command line.
  var isSmall = false

  /// - Throws: ``RowsUnfinished``, and ``CommandFailure/refusedRows(refused:done:)`` at the end.
  func run(in context: Context, _ task: () throws -> Task) async throws {
    MallocTuning.keep()
    let target = OutputTarget(self)
    guard try !target.isWhole else { return }
    // An input that cannot be read must not cost what an earlier run has left.
    let task = try task()
    guard let output = try target.open(in: context) else { return }
    if let earlier = output.earlier {
      await task.feed.resume(after: earlier.rowsConsumed, upTo: earlier.input)
    }
    try await run(task, into: output, in: context)
  }

  private func run(_ task: Task, into output: RowOutput, in context: Context) async throws {
    let clock = RowClock.starting(pause: context.pause)
    let run = RowRun(
      task.feed, at: options.pace(network), clock: clock,
      interruption: { Signalled(number: await context.stopSignal() ?? 0) }, work: task.work)
    var progress = RowProgressLine(
      progressLine(in: context), bytes: task.inputBytes, bytesBefore: output.earlier?.input.bytes ?? 0,
      now: clock.now)
    var writer = RowWriter(
      sink, to: output, list: try list(for: output, in: context),
      report: report(hiding: context.redaction))
    var counts = RowCounts()
    do {
      counts = try await run.run { batch, counts in
        if batch.isPartlyRefused { progress.clear() }
        try writer.write(batch, counts)
        progress.show(counts)
      }
      guard await task.feed.rowsConsumed > 0 else { throw CommandFailure.noRows(options.inputName) }
      try writer.finish()
    } catch {
      progress.clear()
      if writer.rowsConsumed == 0 { writer.discard() }
      throw ending(error, after: writer.rowsConsumed)
    }
    progress.clear()
    summarize(counts, after: clock.now(), in: context)
    guard writer.counts.refused == 0 else {
      throw CommandFailure.refusedRows(refused: writer.counts.refused, done: writer.counts.done)
    }
  }

  private func ending(_ error: any Error, after rows: Int) -> any Error {
    switch error {
    case Output.Failure.closed: CommandFailure.closedEarly
    case CommandFailure.noRows, is ResumptionFailure: error
    default:
      RowsUnfinished(
        rows: rows, canGoOn: isResumable && rows > 0 && OutputTarget(self).file != nil, isResumed: options.resume,
        cause: error)
    }
  }
}

extension RowJob {
  private func report(hiding redaction: Redaction) -> (RowWriter<Sink>.Row, any Error) -> [UInt8] {
    { row, error in
      let content = row.item.record ?? (try? row.item.content.get()).map(echo) ?? [:]
      let errorRecord = RowErrorRecord(
        number: row.item.number, id: row.item.id, content: content,
        error: error, redaction: redaction)
      return options.errors == nil ? Array(errorRecord.line.utf8) : errorRecord.object
    }
  }

  /// Where complaints go; `nil`: to a file that belongs to the output.
  private func list(for output: RowOutput, in context: Context) throws -> ((_ bytes: [UInt8]) throws -> Void)?
  {
    guard let path = options.errors else {
      // Nowhere is left to report to when standard error is gone.
      return { bytes in try? context.errors.write(bytes) }
    }
    if case .file = output, !OutputPaths.isSpecial(path) { return nil }
    let file = try RefusedRowsFile(path, mayReplace: options.force)
    return { bytes in try file.append(bytes) }
  }

  private func progressLine(in context: Context) -> ProgressLine {
    let isMixed = context.output.isTerminal && OutputTarget(self).file == nil
    return context.progressLine(isQuiet: network.quiet || network.verbose || isMixed)
  }

  /// A filter in a pipe says nothing; a job, and whoever sits before a terminal, gets a line.
  private func summarize(_ counts: RowCounts, after time: Duration, in context: Context) {
    let isJob = options.output != nil || options.from != nil
    guard isJob || (context.errors.isTerminal && !isSmall) else { return }
    Notes(context.errors, isQuiet: network.quiet).note(RowMessages.summary(counts, after: time))
  }
}

extension FinishedBatch {
  fileprivate var isPartlyRefused: Bool {
    rows.contains { row in
      if case .failure = row.result { true } else { false }
    }
  }
}

import FileSystem
import FoundationEssentials
import Ledger
import ModelsAPI
import RowEngine
import Terminal
import Wire

extension RowJob {
  /// From the rows through requests to standard output or a file, with progress, a summary, and an end that says what
  /// is left to do.
  ///
  /// - Throws: ``RowsUnfinished``, and ``CommandFailure/refusedRows(refused:done:)`` at the end.
  func run(in context: Context) async throws {
    let notes = Notes(context.errors, isQuiet: connection.network.quiet)
    guard !connection.dryRun else { return try await describe(in: context, notes) }
    MallocTuning.keep()
    let target = OutputTarget(self)
    try target.check(in: context)
    let whole = try target.ending
    guard !whole.isWhole else { return try whole.rows.map { try end($0, notes) } ?? () }
    guard let begun = try await begin(target, in: context, notes) else { return }
    let (output, feed, models) = (begun.output, begun.feed, begun.models)
    if let earlier = output.earlier { await feed.resume(after: earlier.rowsConsumed, upTo: earlier.input) }
    let clock = RowClock.starting(pause: context.pause)
    var pace = rows.pace(connection.network)
    pace.budget = budget
    let run = RowRun(
      feed, at: pace, clock: clock,
      interruption: { Signalled(number: await context.stopSignal() ?? 0) },
      beat: beat(in: context), work: { await call(models, $0) })
    let progress = RowProgressLine(
      progressLine(in: context), notes, isNoted: !context.errors.isTerminal, bytes: begun.size,
      rows: begun.pages?.records, earlier: output.earlier, waiting: begun.pages?.waiting, now: clock.now)
    let recorder = try HistoryRecorder(connection, in: context, notes)
    recorder?.begin()
    let start = context.now()
    // An interrupted run has used something, too.
    defer { tellUsage(since: start, in: context, notes) }
    let done: RowsDone
    do {
      done = try await write(makeSink(), run, feed, to: output, progress, recorder, in: context)
    } catch {
      // Nobody can go on with what was not kept.
      if !keepsJob(output, after: (error as? RowsUnfinished)?.cause ?? error) { await begun.pages?.finish() }
      abandon(notes)
      throw error
    }
    await begun.pages?.finish()
    remark()
    summarize(done.counts, after: clock.now(), in: context, notes)
    try end(done.ending, notes)
  }

  /// - Throws: what ``conclude(_:_:)`` throws, and ``CommandFailure/refusedRows(refused:done:)``.
  private func end(_ ending: RowsEnding, _ notes: Notes) throws {
    try conclude(ending, notes)
    try ending.check()
  }

  private func begin(_ target: OutputTarget, in context: Context, _ notes: Notes) async throws -> RowsBegun<
    Content
  >? {
    if let records = try RecordSource(self, in: context, notes) {
      return try await begin(records, target, in: context)
    }
    // An input that cannot be read must not cost what an earlier run has left.
    let input = try input(in: context, notes)
    let (size, feed) = (input.bytes, feed(from: input))
    let models = try Connection(connection, in: context, rows: rows.pace(connection.network)).models
    return try target.open(in: context).map { RowsBegun(feed: feed, size: size, models: models, output: $0) }
  }

  private func feed(from input: sending RowInput) -> RowFeed<Content> {
    RowFeed(input.source, shard: rows.shard?.shard ?? .whole, limits) { row in
      var item = item(row)
      item.line = row.line
      return item
    }
  }

  /// Goes through all rows for `--dry-run`: each request is printed instead of being sent.
  private func describe(in context: Context, _ notes: Notes) async throws {
    let dryRun = try DryRun(connection, in: context)
    if let records, let query = records.query { return try dryRun.describe(query, records) }
    try await forEachRequest(in: context) { try describe($0, with: dryRun) }
  }

  /// Goes through all rows that could be sent, those of one request at a time, and sends nothing.
  func forEachRequest(in context: Context, _ body: ([Content]) throws -> Void) async throws {
    let notes = Notes(context.errors, isQuiet: connection.network.quiet)
    let feed = feed(from: try input(in: context, notes))
    while let batch = try await feed.next() {
      for rows in batch.requests { try body(rows.compactMap { try? batch.items[$0].content.get() }) }
    }
    guard await feed.rowsConsumed > 0 else { throw noRows }
    remark()
  }

  private func tellUsage(since start: Date, in context: Context, _ notes: Notes) {
    let times = AnswerTimes(start: start, end: context.now())
    guard tellsUsage, let line = usage.line(times) else { return }
    notes.remark(line.text)
  }
}

/// What a run works with.
struct RowsBegun<Content: Sendable> {
  var feed: RowFeed<Content>
  /// Bytes of the input, where that is known.
  var size: Int?
  var models: ModelsClient
  var output: RowOutput
  /// Where the rows are records of the org.
  var pages: (any RecordPages)?
}

/// What a run has come to.
private struct RowsDone {
  /// Of this run.
  var counts: RowCounts
  /// Of earlier runs too.
  var ending: RowsEnding
}

extension RowJob {
  private func write(
    _ sink: some RowSink<Content, Value>, _ run: RowRun<Content, Value>, _ feed: RowFeed<Content>,
    to output: RowOutput, _ progress: consuming RowProgressLine, _ recorder: HistoryRecorder?,
    in context: Context
  ) async throws -> RowsDone {
    let spool = try spool(for: output, in: context)
    var writer = try RowWriter(
      sink, to: output, list: try list(for: output, in: context),
      beside: spool.map { file in { bytes in try file.append(bytes) } },
      report: report(hiding: context.redaction))
    var counts = RowCounts()
    let start = context.now()
    // An interrupted run has used something, too.
    defer { recorder?.keep(counts, of: self, since: start) }
    do {
      counts = try await run.run { event, soFar in
        progress.take(event, soFar)
      } deliver: { batch, soFar in
        if batch.isPartlyRefused { progress.clear() }
        try writer.write(batch, soFar)
        progress.show(soFar)
        counts = soFar
      }
      let consumed = (rows: await feed.rowsConsumed, mark: await feed.consumed)
      guard consumed.rows > 0 else { throw noRows }
      let keepsRecord = keepsRecord || rows.shard != nil || writer.counts.refused > 0
      try writer.finish(keepsRecord: isResumable && keepsRecord, consumed: consumed)
    } catch {
      progress.clear()
      let keepsJob = keepsJob(output, after: error)
      if writer.rowsConsumed == 0, !keepsJob { writer.discard() }
      throw ending(error, after: writer.rowsConsumed, keepsJob: keepsJob)
    }
    progress.clear()
    let all = writer.counts
    let list = try spool ?? OutputTarget(self).list
    return RowsDone(
      counts: counts,
      ending: RowsEnding(done: all.done, refused: all.refused, state: writer.state, list: list))
  }

  /// Where what is listed for each row goes when the output is no file beside which it could be kept.
  private func spool(for output: RowOutput, in context: Context) throws -> OpenFile? {
    guard needsList, case .stream = output else { return nil }
    return try OpenFile.unnamed(in: context.variable("TMPDIR") ?? "/tmp")
  }

  private var noRows: CommandFailure { readsRecords ? .noRecords : .noRows(rows.inputName) }

  private func ending(_ error: any Error, after count: Int, keepsJob: Bool) -> any Error {
    switch error {
    case Output.Failure.closed: CommandFailure.closedEarly
    case CommandFailure.noRows, CommandFailure.noRecords, is ResumptionFailure: error
    default:
      RowsUnfinished(
        rows: count,
        canGoOn: isResumable && (count > 0 || keepsJob) && !error.endsRecords
          && OutputTarget(self).file != nil,
        isResumed: rows.resume, cause: error)
    }
  }

  private func report(
    hiding redaction: Redaction
  ) -> (FinishedRow<Content, Value>, any Error) -> [UInt8] {
    { row, error in
      let line = row.item.line.map { line -> JSONObject in ["line": .string(line)] }
      let content = row.item.record ?? (try? row.item.content.get()).map(echo) ?? line ?? [:]
      let record = RowErrorRecord(
        number: row.item.number, id: row.item.id, content: content, error: error, redaction: redaction)
      return rows.errors == nil ? Array(record.line.utf8) : record.object
    }
  }

  /// Where complaints go; `nil`: to a file that belongs to the output.
  private func list(for output: RowOutput, in context: Context) throws -> ((_ bytes: [UInt8]) throws -> Void)?
  {
    guard let path = rows.errors else {
      // Nowhere is left to report to when standard error is gone.
      return { bytes in try? context.errors.write(bytes) }
    }
    if OutputPaths.isSpecial(path) {
      let device = try Output(device: path)
      return { bytes in try device.write(bytes) }
    }
    if case .file = output { return nil }
    let file = try RefusedRowsFile(path, mayReplace: rows.force)
    return { bytes in try file.append(bytes) }
  }

  private func progressLine(in context: Context) -> ProgressLine {
    let isMixed = context.output.isTerminal && OutputTarget(self).file == nil
    return context.progressLine(isQuiet: connection.network.quiet || connection.network.verbose || isMixed)
  }

  /// How often somebody is told how far it is: the line on a terminal goes on while nothing comes.
  private func beat(in context: Context) -> (@Sendable () async throws -> Void)? {
    let interval = context.errors.isTerminal ? .seconds(1) : rows.heartbeat
    guard interval > .zero, !connection.network.quiet else { return nil }
    return { try await context.tick(interval) }
  }

  /// A filter in a pipe says nothing; a job, and whoever sits before a terminal, gets a line.
  private func summarize(
    _ counts: RowCounts, after time: Duration, in context: Context, _ notes: Notes
  ) {
    let isJob = rows.output != nil || rows.from != nil || readsRecords
    guard isJob || (context.errors.isTerminal && !isListed) else { return }
    notes.note(RowMessages.summary(counts, after: time))
  }
}

extension FinishedBatch {
  fileprivate var isPartlyRefused: Bool {
    rows.contains { row in
      if case .failure = row.result { true } else { false }
    }
  }
}

extension HistoryRecorder {
  /// Keeps how a run went; its rows are where its output is.
  fileprivate func keep(_ counts: RowCounts, of job: some RowJob, since start: Date) {
    guard counts.rows > 0 else { return }
    var entry = entry(of: job.commandName)
    job.usage.complete(&entry)
    entry.model = job.model?.text
    entry.duration = entry.time - start.milliseconds
    entry.time = start.milliseconds
    entry.rows = LedgerRows(done: counts.done, refused: counts.refused)
    keep(LedgerRecord([entry]))
  }
}

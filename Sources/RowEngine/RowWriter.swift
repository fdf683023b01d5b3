package import Wire

/// Where the bytes of finished rows go.
package enum RowOutput {
  /// Somewhere that takes bytes and gives nothing back.
  case stream((_ rows: [UInt8]) throws -> Void)
  case file(ResumableOutput)

  /// How far an earlier run has come with it.
  package var earlier: ProgressRecord? {
    guard case .file(let file) = self, file.record.rowsConsumed > 0 else { return nil }
    return file.record
  }

  /// Where the input is to be gone on with, where that is kept.
  package var page: PagePosition? {
    guard case .file(let file) = self else { return nil }
    return file.record.input.page
  }

  /// Keeps where the input begins, where anything can be kept.
  ///
  /// - Throws: ``FileFailure``, ``ResumptionFailure/recordTooLong(bytes:limit:)``.
  package mutating func remember(_ page: PagePosition) throws {
    guard case .file(var file) = self else { return }
    defer { self = .file(file) }
    try file.remember(page)
  }

  /// Leaves nothing behind, where nothing was done.
  package func discard() {
    if case .file(let file) = self { file.discard() }
  }
}

/// Writes finished rows in a format to an output, and what is to be said of refused ones to a list of their own.
package struct RowWriter<Sink: RowSink> {
  /// A row as the sink takes it.
  package typealias Row = FinishedRow<Sink.Content, Sink.Value>

  private var sink: Sink
  private var output: RowOutput
  private let report: (Row, any Error) -> [UInt8]
  private let list: ((_ complaints: [UInt8]) throws -> Void)?
  private let beside: ((_ lines: [UInt8]) throws -> Void)?
  private var bytes = RowBytes()
  private let earlier: ProgressRecord?
  /// All rows so far, those of earlier runs included.
  package private(set) var counts: RowCounts
  /// Rows of the input that are dealt with.
  package private(set) var rowsConsumed: Int
  /// What the sink remembers.
  package var state: JSONObject { sink.state }

  /// - Parameters:
  ///   - list: takes complaints; without it they go to the file that belongs to the output.
  ///   - beside: takes what is listed for each row where the output is no file; without it that is left out.
  ///   - report: what is said of a refused row.
  /// - Throws: ``ResumptionFailure/contradictoryRecord``.
  package init(
    _ sink: Sink, to output: RowOutput, list: ((_ complaints: [UInt8]) throws -> Void)?,
    beside: ((_ lines: [UInt8]) throws -> Void)? = nil, report: @escaping (Row, any Error) -> [UInt8]
  ) throws(ResumptionFailure) {
    self.sink = sink
    self.output = output
    self.list = list
    self.beside = beside
    self.report = report
    earlier = output.earlier
    counts = RowCounts().added(to: earlier)
    rowsConsumed = earlier?.rowsConsumed ?? 0
    guard let earlier else {
      self.sink.begin(&bytes)
      return
    }
    self.sink.restore(earlier.state)
    guard self.sink.agrees(with: earlier) else { throw .contradictoryRecord }
  }

  /// - Parameter counts: of this run.
  /// - Throws: what the sink and the output throw: ``FileFailure``, and a sink's refusal of a value.
  package mutating func write(
    _ batch: FinishedBatch<Sink.Content, Sink.Value>, _ counts: RowCounts
  ) throws {
    self.counts = counts.added(to: earlier)
    rowsConsumed = batch.rowsConsumed
    for row in batch.rows {
      try sink.write(row, to: &bytes)
      if case .failure(let error) = row.result { bytes.errors += report(row, error) }
    }
    let (all, state) = (self.counts, sink.state)
    try flush { file, bytes in try file.append(bytes, for: batch, counts: all, state: state) }
  }

  /// Ends the output; only now a file takes its name.
  ///
  /// - Parameters:
  ///   - keepsRecord: whether how the run came to its end is kept beside a file.
  ///   - consumed: rows of the whole input, those behind the last row that was written included, and what they were.
  /// - Throws: what the sink and the output throw.
  package mutating func finish(
    keepsRecord: Bool = false, consumed: (rows: Int, mark: InputCheckpoint)? = nil
  ) throws {
    sink.end(&bytes)
    let head = sink.head
    try flush { file, bytes in
      try file.finish(bytes, head: head, keepsRecord: keepsRecord, consumed: consumed)
    }
  }

  /// Leaves nothing behind, where nothing was to be done.
  package func discard() {
    output.discard()
  }

  private mutating func flush(
    _ append: (inout ResumableOutput, RowBytes) throws -> Void
  ) throws {
    if let list, !bytes.errors.isEmpty {
      try list(bytes.errors)
      bytes.errors = []
    }
    switch output {
    case .stream(let write):
      try bytes.write(write)
      if let beside, !bytes.ids.isEmpty { try beside(bytes.ids) }
    case .file(var file):
      defer { output = .file(file) }
      try append(&file, bytes)
    }
    bytes.clear()
  }
}

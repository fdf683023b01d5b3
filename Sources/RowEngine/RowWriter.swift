/// Where the bytes of finished rows go.
package enum RowOutput {
  /// Somewhere that takes bytes and gives nothing back, with refused rows somewhere else.
  case stream((_ rows: [UInt8]) throws -> Void, errors: (_ rows: [UInt8]) throws -> Void)
  case file(ResumableOutput)
}

/// Writes finished rows in a format to an output, and refused ones to a list of their own.
package struct RowWriter<Sink: RowSink> {
  private var sink: Sink
  private var output: RowOutput
  private let complain: (FinishedRow<Sink.Content, Sink.Value>, any Error) -> [UInt8]
  private var bytes = RowBytes()
  /// What an earlier run has done.
  private let earlier: ProgressRecord?

  /// - Parameter complain: what the list of refused rows says of one.
  package init(
    _ sink: Sink, to output: RowOutput,
    complain: @escaping (FinishedRow<Sink.Content, Sink.Value>, any Error) -> [UInt8]
  ) {
    self.sink = sink
    self.output = output
    self.complain = complain
    if case .file(let file) = output, file.record.rowsConsumed > 0 {
      earlier = file.record
      self.sink.recall(file.record.memory)
    } else {
      earlier = nil
      self.sink.begin(&bytes)
    }
  }

  package mutating func write(
    _ batch: FinishedBatch<Sink.Content, Sink.Value>, _ counts: RowCounts
  ) throws {
    for row in batch.rows {
      try sink.write(row, to: &bytes)
      if case .failure(let error) = row.result { bytes.errors += complain(row, error) }
    }
    switch output {
    case .stream(let write, let complain):
      try flush(write, complain)
    case .file(var file):
      // Let go of the other one, so that it is changed in place.
      output = .stream({ _ in }, errors: { _ in })
      defer { output = .file(file) }
      try file.append(bytes, for: batch, counts: counts.added(to: earlier), memory: sink.memory)
    }
    bytes.clear()
  }

  /// Ends the output; only now a file takes its name.
  package mutating func finish() throws {
    sink.end(&bytes)
    switch output {
    case .stream(let write, let complain): try flush(write, complain)
    case .file(var file): try file.finish(bytes, head: sink.head)
    }
    bytes.clear()
  }

  private func flush(
    _ write: (_ rows: [UInt8]) throws -> Void, _ complain: (_ rows: [UInt8]) throws -> Void
  ) throws {
    if !bytes.errors.isEmpty { try complain(bytes.errors) }
    for _ in 0..<bytes.leadCount { try write(bytes.lead) }
    if !bytes.rows.isEmpty { try write(bytes.rows) }
  }
}

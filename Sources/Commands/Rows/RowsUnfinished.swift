/// A run that came to no end: what was in its way, and how it can be gone on with.
struct RowsUnfinished: Error {
  /// Rows of the input that are dealt with.
  var rows: Int
  var canGoOn: Bool
  /// Whether it was gone on with already.
  var isResumed: Bool
  var cause: any Error
}

/// A signal asked the run to come to an end.
struct Signalled: Error {
  var number: Int32
}

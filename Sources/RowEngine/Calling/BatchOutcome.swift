package import Wire

/// What came of a request for some rows.
package indirect enum BatchOutcome<Value: Sendable>: Sendable {
  /// A result for each row, in the rows' order.
  case done(BatchAnswer<Value>)
  /// The service has had enough of all of us for the moment.
  case slowDown(asked: Duration?, any Error)
  /// A failure that may pass.
  case again(asked: Duration?, any Error)
  /// A failure that may pass, but may also be the fault of a row.
  case againOrSplit(any Error)
  /// The service objects to something in it: a single row is refused, several are tried in halves.
  case split(any Error)
  /// Nothing of what is still to come would fare better.
  case stop(any Error)
  /// What came of the last of several requests, after others that were answered, and what all have used.
  case after(requests: Int, tokens: Count, BatchOutcome)
}

extension BatchOutcome {
  /// Why the service wants fewer requests, where it does.
  var slowDown: (any Error)? {
    switch self {
    case .slowDown(_, let error): error
    case .after(_, _, let outcome): outcome.slowDown
    case .done, .again, .againOrSplit, .split, .stop: nil
    }
  }
}

/// The results of one request.
package struct BatchAnswer<Value: Sendable>: Sendable {
  /// For each row its result, or why it alone has none.
  package var results: [Result<Value, any Error>]
  /// As the service counts them.
  package var tokens: Count
  /// What it holds in memory until it is written.
  package var bytes: Int
  /// How many requests it took.
  package var requests = 1

  /// - Parameter results: one for each row, in the rows' order.
  package init(_ results: [Result<Value, any Error>], tokens: Count = 0, bytes: Int = 0) {
    self.results = results
    self.tokens = tokens
    self.bytes = bytes
  }
}

/// What ended a run before the end of its input.
package struct RowsStopped: Error {
  /// How often it was tried.
  package var attempts: Int
  /// What the last attempt came to.
  package var cause: any Error
}

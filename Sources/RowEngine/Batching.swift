/// How large a request may become.
package struct BatchLimits: Hashable, Sendable {
  /// How many rows may go into it.
  package var rows: Int
  /// A row that is larger goes alone.
  package var bytes: Int

  /// - Parameter bytes: of what is sent for the rows.
  package init(rows: Int, bytes: Int = 1 << 20) {
    self.rows = rows
    self.bytes = bytes
  }
}

/// Groups rows into batches, and the rows of a batch into requests that are neither too many rows nor too many bytes.
struct Batching<Content: Sendable> {
  /// A long stretch of rows of which none can be sent must not fill the state.
  private static var mostUnsendable: Int { 1000 }
  /// Neither must fields that are not sent.
  private static var mostHeld: Int { 4 << 20 }

  private let limits: BatchLimits
  private var items: [RowItem<Content>] = []
  private var requests: [[Int]] = []
  /// Of what is to be sent.
  private var bytes = 0
  /// Of the input.
  private var held = 0
  /// Of the last request.
  private var requestBytes = 0
  private var sendable = 0

  init(_ limits: BatchLimits) { self.limits = limits }

  /// Whether it is time to take what was added.
  var isComplete: Bool {
    sendable >= limits.rows || bytes >= limits.bytes || items.count - sendable >= Self.mostUnsendable
      || held >= Self.mostHeld
  }

  /// - Parameter inputBytes: what it took of the input, and may hold in state.
  mutating func add(_ item: RowItem<Content>, from inputBytes: Int = 0) {
    defer { items.append(item) }
    held += inputBytes
    guard case .success = item.content else { return }
    if requests.isEmpty || requestBytes + item.size > limits.bytes {
      requests.append([])
      requestBytes = 0
    }
    requests[requests.count - 1].append(items.count)
    requestBytes += item.size
    bytes += item.size
    sendable += 1
  }

  /// What was added since the last time; `nil`: nothing.
  mutating func take(rowsConsumed: Int, mark: InputCheckpoint) -> RowBatch<Content>? {
    guard !items.isEmpty else { return nil }
    defer { self = Batching(limits) }
    return RowBatch(
      items: items, requests: requests, bytes: bytes, rowsConsumed: rowsConsumed, mark: mark)
  }
}

import HTTPTypes
import Wire

/// Tells whoever listens how a stream will begin, with the header fields that every answer has.
struct StreamAnnouncement: Sendable {
  private let opening: StreamOpening
  private let complete: @Sendable (inout HTTPResponse) -> Void

  /// - Parameter complete: adds the fields that no handler sets.
  init(_ opening: StreamOpening, complete: @escaping @Sendable (inout HTTPResponse) -> Void) {
    self.opening = opening
    self.complete = complete
  }

  /// - Parameter keepAlive: what means nothing to a client between two events.
  func announce(_ head: HTTPResponse, keepAlive: [UInt8]) {
    opening.announce(
      StreamOpening.Preface(keepAlive: keepAlive) { [complete] in
        var head = head
        complete(&head)
        return head
      })
  }

  /// The stream has begun, or failed before that.
  ///
  /// - Returns: whether the client has its head already.
  func settle() -> Bool { opening.settle() }
}

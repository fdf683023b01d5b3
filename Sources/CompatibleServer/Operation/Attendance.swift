import FoundationEssentials
import HTTPTypes
import Wire

/// One visit from its arrival to the last byte of its answer. When it is over, however it ends, its place is free again
/// and the books know of it.
final class Attendance {
  /// What the visit takes up.
  private enum Hold { case nothing, place, stream }

  private let visit: Visit
  private let books: Books
  private let arrival: Date
  private var hold = Hold.nothing
  private var isOver = false
  private var status = 499
  private var bytes = 0
  private var ignored: String?
  /// The route that was taken, as it is written in the table.
  var route = "other"

  init(_ visit: Visit, _ books: Books) {
    self.visit = visit
    self.books = books
    arrival = books.now()
  }

  // A client that goes away drops the answer's body, and with it this.
  deinit { end() }

  func takePlace() throws(ServedFailure) {
    try books.places.take()
    hold = .place
  }

  /// The answer's `request-id`.
  var id: String { visit.id }

  var milliseconds: Int {
    max(0, Int((books.now().timeIntervalSince(arrival) * 1_000).rounded()))
  }

  /// The same reply; what is left of it is counted as its reader takes it.
  func accompanying(_ reply: consuming HTTPReply) -> HTTPReply {
    status = reply.head.status.code
    ignored = reply.head.headerFields[.ignoredSettings]
    if let length = reply.body.wholeLength {
      bytes = length
      end()
      return reply
    }
    if hold == .place {
      books.places.beginStream()
      hold = .stream
    }
    return HTTPReply(head: reply.head, body: accompanying(reply.body))
  }

  private func accompanying(_ body: ReplyBody) -> ReplyBody {
    var body = body
    return ReplyBody {
      guard let piece = try await body.next() else {
        self.end()
        return nil
      }
      self.bytes += piece.count
      return piece
    }
  }

  private func end() {
    guard !isOver else { return }
    isOver = true
    release()
    books.enter(
      BookEntry(
        visit, route: route, status: status, arrival: arrival,
        duration: books.now().timeIntervalSince(arrival),
        bytes: bytes, ignored: ignored))
  }

  private func release() {
    switch hold {
    case .nothing: break
    case .place: books.places.leave()
    case .stream: books.places.endStream()
    }
    hold = .nothing
  }
}

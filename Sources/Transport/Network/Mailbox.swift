import HTTPTypes
import NIOCore

/// What has arrived of an answer and waits for its reader.
///
/// Knows no thread and no socket: ``Exchange`` keeps it behind a lock, wakes the reader and holds the sender back.
struct Mailbox {
  /// Bytes; a mailbox that holds as many takes no more until it is emptied.
  static let capacity = 256 << 10

  private var head: HTTPResponse?
  private var bytes: [UInt8] = []
  private var ending: Result<Void, any Error>?

  var isFull: Bool { bytes.count >= Self.capacity }
  var isClosed: Bool { ending != nil }
  /// Whether a reader would get anything now.
  var hasNews: Bool { head != nil || !bytes.isEmpty || isClosed }

  mutating func put(_ head: HTTPResponse) {
    guard !isClosed else { return }
    self.head = head
  }

  mutating func put(_ view: ByteBufferView) {
    guard !isClosed else { return }
    bytes += view
  }

  /// The first ending counts; what had arrived before can still be read.
  mutating func close(_ ending: Result<Void, any Error>) {
    if !isClosed { self.ending = ending }
  }

  /// Forgets what has arrived.
  mutating func abandon(_ error: any Error) {
    (head, bytes, ending) = (nil, [], .failure(error))
  }

  /// The head, and with it the body if all of that is here too; `nil` when it has not arrived.
  mutating func takeHead() throws -> (head: HTTPResponse, whole: [UInt8]?)? {
    if let head {
      self.head = nil
      return (head, try whole())
    }
    try ending?.get()
    return nil
  }

  /// All bytes that have arrived.
  mutating func takePiece() throws -> Piece {
    if bytes.isEmpty {
      guard let ending else { return .nothingYet }
      try ending.get()
      return .end
    }
    defer { bytes = [] }
    return .bytes(bytes)
  }

  enum Piece: Equatable {
    case bytes([UInt8])
    case nothingYet
    case end
  }

  private mutating func whole() throws -> [UInt8]? {
    guard case .success = ending else { return nil }
    defer { bytes = [] }
    return bytes
  }
}

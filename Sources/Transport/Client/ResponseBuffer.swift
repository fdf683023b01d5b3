import HTTPTypes
import NIOCore

/// What has arrived of an answer and waits for its reader.
///
/// Knows no thread and no socket: ``Exchange`` keeps it behind a lock, wakes the reader and holds the sender back.
struct ResponseBuffer {
  /// Bytes; a buffer that holds as many takes no more until it is emptied.
  static let capacity = 256 << 10

  /// Bytes; a body that is known to be no longer is handed out whole, which is cheaper than in pieces.
  static let longestGathered = 1 << 20

  private var isGathering = false
  private var head: HTTPResponse?
  private var bytes: [UInt8] = []
  private var ending: Result<Void, any Error>?

  var isFull: Bool { !isGathering && bytes.count >= Self.capacity }
  var isClosed: Bool { ending != nil }
  /// Whether a reader would get anything now.
  var hasNews: Bool { isClosed || (!isGathering && (head != nil || !bytes.isEmpty)) }

  /// - Parameter length: of the body behind it, where it is to be gathered.
  mutating func put(_ head: HTTPResponse, length: Int? = nil) {
    guard !isClosed else { return }
    self.head = head
    guard let length, (1...Self.longestGathered).contains(length) else { return }
    isGathering = true
    bytes.reserveCapacity(length)
  }

  mutating func put(_ view: ByteBufferView) {
    guard !isClosed else { return }
    bytes += view
  }

  /// The first ending counts; what had arrived before can still be read.
  mutating func close(_ ending: Result<Void, any Error>) {
    if !isClosed { (self.ending, isGathering) = (ending, false) }
  }

  /// Forgets what has arrived.
  mutating func abandon(_ error: any Error) {
    (head, bytes, ending, isGathering) = (nil, [], .failure(error), false)
  }

  /// The head, and with it the body if all of that is here too; `nil` when it has not arrived.
  mutating func takeHead() throws -> (head: HTTPResponse, whole: [UInt8]?)? {
    if let head, hasNews {
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

import Digest
import Glibc

/// The part of an input that is in state: what has been read and not yet consumed.
struct InputWindow {
  private let read: () throws -> [UInt8]
  private var buffer: [UInt8] = []
  /// The first byte of the buffer that is not consumed.
  private var start = 0
  /// The first byte of the buffer that the digest does not know.
  private var unhashed = 0
  private var dropped = 0
  /// Bytes that were consumed the last time.
  private var lastCount = 0
  private var hash = SHA256()
  private(set) var isAtEnd = false

  /// - Parameter read: blocks of bytes, an empty one at the end.
  init(read: @escaping () throws -> [UInt8]) {
    self.read = read
  }

  /// Bytes at hand.
  var count: Int { buffer.count - start }

  /// Bytes that have been consumed so far.
  var consumed: Int { dropped + start }

  /// What has been consumed so far.
  var mark: InputCheckpoint {
    mutating get {
      hashConsumed()
      return InputCheckpoint(bytes: consumed, digest: hash.digest)
    }
  }

  func withBytes<Result>(
    _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result {
    try buffer.withUnsafeBufferPointer { try body(UnsafeBufferPointer(rebasing: $0[start...])) }
  }

  /// Reads another block behind the bytes at hand.
  ///
  /// - Returns: false at the end of the input.
  mutating func fill() throws -> Bool {
    guard !isAtEnd else { return false }
    let block = try read()
    isAtEnd = block.isEmpty
    hashConsumed()
    dropped += start
    if count == 0 {
      buffer = block
    } else {
      buffer.removeFirst(start)
      buffer += block
    }
    (start, unhashed) = (0, 0)
    return !isAtEnd
  }

  mutating func consume(_ count: Int) {
    start += count
    lastCount = count
  }

  /// What was consumed the last time; `nil` where it is not at hand any more.
  var lastConsumed: ArraySlice<UInt8>? { lastCount <= start ? buffer[(start - lastCount)..<start] : nil }

  /// Passes over a byte order mark at the beginning of the input.
  mutating func consumeByteOrderMark() throws {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    while withBytes({ mark.starts(with: $0) && $0.count < mark.count }) {
      guard try fill() else { return }
    }
    if withBytes({ $0.starts(with: mark) }) { consume(mark.count) }
  }

  private mutating func hashConsumed() {
    guard unhashed < start else { return }
    buffer.withUnsafeBytes {
      hash.update(UnsafeRawBufferPointer(rebasing: $0[unhashed..<start]))
    }
    unhashed = start
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Where the byte stands next, found at the speed of state.
  func firstIndex(of byte: UInt8, from start: Int) -> Int? {
    guard start < count, let base = baseAddress,
      let found = memchr(base + start, Int32(byte), count - start)
    else { return nil }
    return UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - base
  }
}

import Compression
import FileSystem
import Glibc

/// An input in the pieces in which it can be had, so that it never has to be in memory whole.
struct InputBlocks {
  /// How many bytes there are, where that is known.
  let size: Int?
  /// The next piece; an empty one is the end. Blocks the thread, but ends soon when its task is cancelled.
  let next: () throws -> [UInt8]

  init(size: Int?, next: @escaping () throws -> [UInt8]) {
    self.size = size
    self.next = next
  }

  /// One piece.
  init(_ read: @escaping () throws -> [UInt8]) {
    var isRead = false
    self.init(size: nil) {
      defer { isRead = true }
      return isRead ? [] : try read()
    }
  }

  /// - Parameter onSilence: is called once when nothing has arrived for two seconds.
  init(_ file: OpenFile, onSilence: @escaping () -> Void) {
    var hasArrived = false
    self.init(size: file.bytesToCome) {
      if !hasArrived, try !Self.waits(for: file, milliseconds: 2000) { onSilence() }
      hasArrived = true
      while try !Self.waits(for: file, milliseconds: 100) {}
      do throws(FileFailure) {
        return try file.block(upTo: 64 << 10)
      } catch {
        throw InputFailure(error)
      }
    }
  }

  /// - Returns: false when nothing has arrived in this time.
  /// - Throws: `CancellationError` when nobody wants it any more.
  private static func waits(for file: OpenFile, milliseconds: Int32) throws -> Bool {
    try Task.checkCancellation()
    return file.hasArrived(within: milliseconds)
  }
}

extension Input {
  /// A file's bytes, piece by piece.
  ///
  /// - Throws: ``InputFailure/unreadable(path:code:)``.
  static func blocks(ofFile path: String) throws -> InputBlocks {
    InputBlocks(try opened(path), onSilence: {})
  }

  /// - Throws: ``InputFailure`` for a file that could not be read later either.
  static func checkReadable(_ path: String) throws {
    guard FileName.withPath(path, { access($0, R_OK) }) == 0 else {
      throw InputFailure.unreadable(path: path, code: errno)
    }
  }
}

extension InputBlocks {
  /// The same unpacked where it is packed with gzip or Zstandard, as its first bytes tell.
  ///
  /// - Parameter isPacked: whether its name says so, and how many bytes there are is not known then.
  func unpacked(isPacked: Bool) -> InputBlocks {
    var unpacked: UnpackedBlocks?
    var hasBegun = false
    let next = next
    return InputBlocks(size: isPacked ? nil : size) {
      if let unpacked { return try unpacked.next() }
      let block = try next()
      guard !hasBegun else { return block }
      hasBegun = true
      var beginning = block
      while !beginning.isEmpty, beginning.count < 4, case let more = try next(), !more.isEmpty {
        beginning += more
      }
      guard let coding = ContentCoding(signature: beginning.prefix(4)) else { return beginning }
      var first: [UInt8]? = beginning
      let blocks = UnpackedBlocks(coding) {
        defer { first = nil }
        return try first ?? next()
      }
      unpacked = blocks
      return try blocks.next()
    }
  }
}

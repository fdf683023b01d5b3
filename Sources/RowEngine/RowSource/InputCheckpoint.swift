/// How much of an input has been consumed, and what it was: enough to tell later whether an input begins the same.
package struct InputCheckpoint: Hashable, Sendable {
  package var bytes: Int
  /// SHA-256 of those bytes.
  package var digest: [UInt8]

  package init(bytes: Int, digest: [UInt8]) {
    self.bytes = bytes
    self.digest = digest
  }
}

/// Bytes that nobody can guess: of the system's generator.
package enum RandomBytes {
  /// So many of them.
  package static func make(_ count: Int) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
  }
}

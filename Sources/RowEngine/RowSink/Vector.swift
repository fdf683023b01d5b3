import Glibc

/// A vector as the service wrote it: a JSON array of numbers, whose digits are not to be touched.
package struct Vector: Hashable, Sendable {
  /// The array as it came.
  package var json: ArraySlice<UInt8>
  /// How many numbers it has.
  package var dimensions: Int

  /// - Parameter dimensions: how many numbers the array has.
  package init(json: ArraySlice<UInt8>, dimensions: Int) {
    self.json = json
    self.dimensions = dimensions
  }

  /// Appends the array on one line, however the service has folded it.
  func append(to bytes: inout [UInt8]) {
    if isOnOneLine {
      bytes += json
    } else {
      bytes += json.lazy.filter { $0 > 0x20 }
    }
  }

  private var isOnOneLine: Bool {
    json.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return true }
      return memchr(base, 0x0A, bytes.count) == nil && memchr(base, 0x0D, bytes.count) == nil
    }
  }
}

/// Vectors that do not fit together.
package struct UnequalDimensions: Error, Hashable, Sendable {
  /// Dimensions of the vectors before.
  package var expected: Int
  /// Dimensions of the one that does not fit.
  package var found: Int

  /// Both are numbers of dimensions.
  package init(expected: Int, found: Int) {
    self.expected = expected
    self.found = found
  }
}

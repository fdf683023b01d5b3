/// One message of an `application/vnd.amazon.eventstream`: headers that say what it is, and a payload.
///
/// Source: Smithy 2.0, "Amazon Event Stream Specification".
package struct EventStreamMessage: Hashable, Sendable {
  /// The media type of a stream of frames.
  package static let contentType = "application/vnd.amazon.eventstream"

  /// The value of a header, in one of the types that there are.
  package enum Value: Hashable, Sendable {
    case bool(Bool)
    case byte(Int8)
    case short(Int16)
    case integer(Int32)
    case long(Int64)
    case bytes([UInt8])
    case string(String)
    /// Milliseconds since 1970.
    case timestamp(Int64)
    /// 16 bytes.
    case uuid([UInt8])
  }

  /// A name and its value.
  package struct Header: Hashable, Sendable {
    /// `:message-type`, `:event-type` …
    package let name: String
    /// What it names.
    package let value: Value

    /// A header of this name.
    package init(_ name: String, _ value: Value) {
      self.name = name
      self.value = value
    }
  }

  /// In the order in which they stand.
  package let headers: [Header]
  /// What the headers describe; may be empty.
  package let payload: [UInt8]

  /// A frame with these headers.
  package init(_ headers: [Header], payload: [UInt8]) {
    self.headers = headers
    self.payload = payload
  }

  /// The text of a header; `nil` where there is none of the name, or one of another type.
  package subscript(name: String) -> String? {
    guard case .string(let text)? = headers.first(where: { $0.name == name })?.value else { return nil }
    return text
  }
}

/// What is wrong with a stream of frames.
package enum EventStreamError: Error, Hashable, Sendable {
  /// The lengths at a frame's beginning are not those that were sent.
  case wrongPreludeChecksum
  /// Something of a frame is not what was sent.
  case wrongChecksum
  /// No frame can be so short, or have so many bytes of headers.
  case wrongLengths(total: Int, headers: Int)
  /// Bytes of one frame; none that is honest comes near.
  case tooLong(limit: Int)
  /// A header that ends before its value, is no UTF-8, or has a type that there is not.
  case malformedHeaders
}

import Wire

/// Reads rows that a single byte ends: texts, or JSON objects.
struct LineParser: RowParser {
  let separator: UInt8?
  let longest: Int
  let read: (UnsafeBufferPointer<UInt8>) -> Row.Content

  mutating func next(in window: inout InputWindow) throws -> Row.Content? {
    var boundary = LineBoundary(separator)
    guard let cut = try window.cut(&boundary, longest: longest) else { return nil }
    guard case .row(let end) = cut else { return .unusable(.tooLong(limit: longest)) }
    let content = window.withBytes { read(UnsafeBufferPointer(rebasing: $0[..<end.content])) }
    window.consume(end.length)
    return content
  }
}

extension Row.Content {
  static func text(in bytes: UnsafeBufferPointer<UInt8>) -> Row.Content {
    guard !bytes.isEmpty else { return .unusable(.empty) }
    do {
      return .text(try String(valid: bytes))
    } catch {
      return .unusable(error)
    }
  }

  static func object(in bytes: UnsafeBufferPointer<UInt8>) -> Row.Content {
    guard !bytes.isEmpty else { return .unusable(.empty) }
    do {
      guard case .object(let object) = try JSONValue(decoding: Array(bytes)) else {
        return .unusable(.notAnObject)
      }
      return .record(object)
    } catch {
      return .unusable(problem(error, in: bytes))
    }
  }

  /// Bytes that are no UTF-8 are named to the byte, as in every other format.
  private static func problem(_ error: JSONError, in bytes: UnsafeBufferPointer<UInt8>) -> RowProblem {
    guard error.reason == .invalidUTF8 else { return .notJSON(error) }
    do {
      _ = try String(valid: bytes)
      return .notJSON(error)
    } catch {
      return error
    }
  }
}

extension RowProblem: Error {}

extension String {
  /// - Throws: ``RowProblem/notUTF8(byte:)`` with the first byte that is none.
  init(valid bytes: UnsafeBufferPointer<UInt8>) throws(RowProblem) {
    do {
      self.init(copying: try UTF8Span(validating: bytes.span))
    } catch {
      throw .notUTF8(byte: error.byteOffsets.lowerBound)
    }
  }
}

extension CSVBoundary.Field {
  /// The field's text in its record, with one quote for every two.
  ///
  /// - Throws: ``RowProblem/notUTF8(byte:)``, counted from the record's first byte.
  func text(in record: UnsafeBufferPointer<UInt8>) throws(RowProblem) -> String {
    let bytes = UnsafeBufferPointer(rebasing: record[range])
    do {
      let text = try UTF8Span(validating: bytes.span)
      return hasQuotes ? Self.single(quotesIn: bytes) : String(copying: text)
    } catch {
      throw .notUTF8(byte: range.lowerBound + error.byteOffsets.lowerBound)
    }
  }

  private static func single(quotesIn bytes: UnsafeBufferPointer<UInt8>) -> String {
    String(unsafeUninitializedCapacity: bytes.count) { text in
      var count = 0
      var start = 0
      while start < bytes.count {
        // Up to the first quote of a pair, and with it.
        let quote = bytes.firstIndex(of: UInt8(ascii: "\""), from: start) ?? bytes.count - 1
        count = text[count...].update(fromContentsOf: bytes[start...quote])
        start = quote + 2
      }
      return count
    }
  }
}

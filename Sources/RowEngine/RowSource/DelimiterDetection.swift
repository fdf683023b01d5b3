/// Finds out what stands between the fields of a table where nobody has said it: a comma, unless the header has none
/// outside of quotes, and another character divides both the header and the first record into as many fields. Where no
/// field is asked for whose name would confirm it, the second record must agree, too: `Review; notes` may be one name.
struct DelimiterDetection {
  private static let comma = UInt8(ascii: ",")
  private static let others: [UInt8] = [UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: "\t")]

  private let fields: AskedFields

  /// - Parameter fields: those that are looked at; a header that is one of them is divided by nothing.
  init(for fields: AskedFields) { self.fields = fields }

  /// Whether no name in the header can confirm what is found.
  var isGuess: Bool { fields.required.isEmpty }

  /// - Throws: ``RowInputFailure/otherDelimiter(_:)`` where several may be meant, and what reading throws.
  func delimiter(in window: inout InputWindow) throws -> UInt8 {
    let header = try window.records(1, dividedBy: Self.comma).first ?? []
    guard header.count < 2 else { return Self.comma }
    if let name = header.first, !fields.required.isEmpty, fields.missing(from: [name]) == nil {
      return Self.comma
    }
    var fitting: [(delimiter: UInt8, names: [String])] = []
    for delimiter in Self.others {
      let records = try window.records(isGuess ? 3 : 2, dividedBy: delimiter)
      guard let names = records.first, names.count > 1, records.allSatisfy({ $0.count == names.count }),
        !isGuess || records.count == 3
      else { continue }
      fitting.append((delimiter, names))
    }
    // Of several the one that makes the names that are asked for.
    let asked = fitting.filter { fields.missing(from: $0.names) == nil }
    guard let found = asked.count == 1 ? asked.first : fitting.first else { return Self.comma }
    guard asked.count == 1 || fitting.count == 1 else {
      throw RowInputFailure.otherDelimiter(Character(Unicode.Scalar(found.delimiter)))
    }
    return found.delimiter
  }
}

extension InputWindow {
  /// The fields of the next records that are not empty, as texts, with nothing consumed; fewer where there are no more,
  /// or none that ends soon. A record with a quote where none may stand has none.
  fileprivate mutating func records(_ count: Int, dividedBy delimiter: UInt8) throws -> [[String]] {
    var records: [[String]] = []
    var start = 0
    while records.count < count {
      var boundary = CSVBoundary(delimiter: delimiter)
      guard let end = try end(of: &boundary, from: start) else { return records }
      defer { start += end.length }
      guard end.content > 0 else { continue }
      let fields = boundary.misplacedQuote == nil ? boundary.fields : []
      records.append(
        withBytes { bytes in
          let record = UnsafeBufferPointer(rebasing: bytes[start...])
          // What is no UTF-8 is said when it is read.
          return fields.map { (try? $0.text(in: record)) ?? "" }
        })
    }
    return records
  }

  private mutating func end(of boundary: inout CSVBoundary, from start: Int) throws -> RowEnd? {
    while true {
      if start < count || isAtEnd {
        guard start < count else { return nil }
        let found = withBytes {
          boundary.end(in: UnsafeBufferPointer(rebasing: $0[start...]), isWhole: isAtEnd)
        }
        if let found { return found }
      }
      guard count - start < RowReader.lookahead else { return nil }
      _ = try fill()
    }
  }
}

/// Gives rows one after another and knows how much of its input they took.
package protocol RowSource {
  /// - Returns: `nil` at the end.
  mutating func next() throws -> Row?
  /// What was consumed up to the end of the last row that was handed out.
  var mark: InputCheckpoint { mutating get }
}

/// How an input is divided into rows.
package enum RowFormat: Hashable, Sendable {
  /// Each line is a text.
  case lines
  /// A NUL byte ends each text.
  case nullSeparated
  /// The whole input is one text.
  case whole
  /// Each line is a JSON object.
  case jsonl
  /// The input is an array of JSON objects.
  case json
  /// Records of fields that the first record names (RFC 4180), with this byte between them; `nil`: a comma, or what the
  /// first record has instead.
  case table(delimiter: UInt8?)

  /// Fields with commas between them, or with what the first record has instead.
  package static let csv = RowFormat.table(delimiter: nil)
  /// Fields with tabs between them.
  package static let tsv = RowFormat.table(delimiter: UInt8(ascii: "\t"))

  /// The format that a file's name tells, if it tells any; `cases.csv.gz` is a table like `cases.csv`.
  package init?(ofFileNamed name: String) {
    let name = (Self.nameUnpacked(name) ?? name).lowercased()
    let endings: [(String, RowFormat)] = [
      (".jsonl", .jsonl), (".ndjson", .jsonl), (".json", .json), (".csv", .csv), (".tsv", .tsv),
    ]
    guard let format = endings.first(where: { name.hasSuffix($0.0) })?.1 else { return nil }
    self = format
  }

  /// A file's name without what tells that its bytes are packed; `nil` where it does not tell that.
  package static func nameUnpacked(_ name: String) -> String? {
    let lowercased = name.lowercased()
    return [".gz", ".zst"].first { lowercased.hasSuffix($0) }.map { String(name.dropLast($0.count)) }
  }

  /// Whether rows are records with names for what they hold.
  package var hasFields: Bool {
    switch self {
    case .jsonl, .json, .table: true
    case .lines, .nullSeparated, .whole: false
    }
  }
}

/// How much of an input has been consumed, and what it was: enough to tell later whether an input begins the same.
package struct InputCheckpoint: Hashable, Sendable {
  /// How many were consumed.
  package var bytes: Int
  /// SHA-256 of those bytes.
  ///
  /// Of an input of pages it is a chain, of the digests of one page after another.
  package var digest: [UInt8]
  /// Where the page begins, in an input of pages.
  package var page: PagePosition?

  /// - Parameter digest: SHA-256 of the bytes.
  package init(bytes: Int, digest: [UInt8], page: PagePosition? = nil) {
    self.bytes = bytes
    self.digest = digest
    self.page = page
  }

  /// Whether the same was consumed, wherever pages of it are had from.
  func isSame(as other: InputCheckpoint) -> Bool { bytes == other.bytes && digest == other.digest }
}

/// What makes a whole input unusable.
package enum RowInputFailure: Error, Hashable, Sendable {
  /// How an archive is packed.
  package enum Compression: String, Sendable { case gzip, zstd, xz, bzip2, zip }

  /// The first line of a table is empty.
  case missingHeader
  case unusableHeader(RowProblem)
  /// The header names a field twice that is asked for.
  case duplicateField(String)
  /// The header is a single field that looks like several with this between them.
  case otherDelimiter(Character)
  /// No row has any of these fields; the names are those that a header gives, or of the first record.
  case missingField([String], found: [String])
  case compressed(Compression)
  /// A file of another kind, in words.
  case binary(String)
  /// The name of the encoding that it has instead.
  case notUTF8(String)
  /// Its lines end with a carriage return alone.
  case loneReturns
  /// It was taken for lines, and is a JSON array.
  case jsonArray
  /// It was taken for lines of text, and is JSON Lines.
  case jsonLines
  /// It is no JSON array of objects.
  case notAnArray
  /// A row has not ended after so many bytes.
  case endless(limit: Int)
  /// It ends before its JSON array does.
  case cutOff
}

/// How a body may be packed.
///
/// Source: https://www.rfc-editor.org/rfc/rfc9110#section-8.4.1 and https://www.rfc-editor.org/rfc/rfc8878
package enum ContentCoding: CaseIterable, Sendable {
  case gzip, zstd

  /// - Parameter name: as `Content-Encoding` has it, in letters of either case.
  package init?(_ name: String) {
    switch name.lowercased() {
    case "gzip", "x-gzip": self = .gzip
    case "zstd": self = .zstd
    default: return nil
    }
  }

  /// How a body is packed whose `Content-Encoding` this is; `nil` for one that is not.
  ///
  /// - Throws: ``UnknownContentCoding`` for a way that is none of these.
  package static func of(field: String?) throws(UnknownContentCoding) -> ContentCoding? {
    guard let field, !field.isEmpty, field.lowercased() != "identity" else { return nil }
    guard let coding = ContentCoding(field) else { throw UnknownContentCoding(name: field) }
    return coding
  }

  /// The name that is registered for it.
  package var name: String {
    switch self {
    case .gzip: "gzip"
    case .zstd: "zstd"
    }
  }

  /// All names, as `Accept-Encoding` has them.
  package static let names = allCases.map(\.name).joined(separator: ", ")
}

/// A body is packed in a way that cannot be undone here.
package struct UnknownContentCoding: Error, Hashable, Sendable {
  /// As the message has it.
  package let name: String
}

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

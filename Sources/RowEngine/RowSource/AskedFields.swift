import Wire

/// The fields of records that a run looks at.
package struct AskedFields: Hashable, Sendable {
  /// Of each group one must be there, or a record is of no use: `[["generation", "generation_id"]]`.
  package var required: [[String]]
  /// These count where they are there; `nil`: all do.
  package var optional: Set<String>?

  /// Nothing is required, and everything counts.
  package static let any = AskedFields(required: [], optional: nil)

  /// - Parameter optional: without the required ones; `nil`: all fields count.
  package init(required: [[String]], optional: Set<String>?) {
    self.required = required
    self.optional = optional
  }

  /// Whether the field must have one meaning.
  func contains(_ name: String) -> Bool {
    guard let optional else { return true }
    return optional.contains(name) || required.contains { $0.contains(name) }
  }

  /// A group of which none is among the names.
  package func missing(from names: [String]) -> [String]? {
    required.first { group in !group.contains { names.contains($0) } }
  }
}

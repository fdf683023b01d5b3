/// The API name of a model, as it stands in a path: `sfdc_ai__DefaultGPT4Omni`, or any name a company has chosen.
package struct ModelName: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
  /// The name as people write it, not encoded for a path.
  package let text: String

  /// A name as somebody wrote it; whether there is such a model is not checked.
  package init(_ text: String) { self.text = text }
  /// A name that stands in the source.
  package init(stringLiteral value: String) { self.init(value) }

  /// The name itself.
  package var description: String { text }
}

/// The API name of a model, as it stands in a path: `sfdc_ai__DefaultGPT4Omni`, or any name a company has chosen.
package struct ModelName: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
  package let text: String

  package init(_ text: String) { self.text = text }
  package init(stringLiteral value: String) { self.init(value) }

  package var description: String { text }
}

package import Wire

/// A JSON Schema of draft 2020-12 that values are held against.
///
/// Source: https://json-schema.org/draft/2020-12 (core and validation). A document is checked whole before it is used:
/// against the meta-schema, its references, its regular expressions. References to other documents are followed only
/// where the caller retrieves them.
package struct Schema: Sendable {
  /// The formats that it names and that nothing here knows how to assert; empty unless formats are asserted.
  package let unknownFormats: [String]
  private let nodes: [SchemaNode]
  private let dynamicAnchors: [[ExactString: SchemaNumber]]

  /// Checks a schema and makes it ready.
  ///
  /// - Parameters:
  ///   - assertsFormats: whether `format` is more than an annotation.
  ///   - retrieve: the document of an absolute address without its fragment; `nil` where it may not be had.
  /// - Throws: ``SchemaError`` for a document that is no such schema.
  package init(
    _ document: JSONValue, assertsFormats: Bool = false,
    retrieve: @escaping (String) -> JSONValue? = { _ in nil }
  ) throws {
    let value = InstanceValue(document)
    if !MetaSchema.isForeign(value) { try MetaSchema.check(value) }
    try self.init(value, assertsFormats, retrieve)
  }

  private init(
    _ document: InstanceValue, _ assertsFormats: Bool, _ retrieve: @escaping (String) -> JSONValue?
  ) throws {
    var resources = SchemaResources(retrieve: retrieve)
    try resources.add(document, at: URIReference(""))
    var compiler = SchemaCompiler(resources, assertsFormats: assertsFormats)
    try compiler.compile()
    nodes = compiler.nodes
    dynamicAnchors = compiler.dynamicAnchors
    unknownFormats = compiler.unknownFormats.sorted()
  }

  /// A document of which it is known that it is a schema.
  ///
  /// - Throws: ``SchemaError``.
  init(trusted document: JSONValue) throws {
    try self.init(InstanceValue(document), false) { _ in nil }
  }

  /// What of a value does not fit; empty: it fits.
  package func misfits(of value: JSONValue) -> Misfits { misfits(of: InstanceValue(value)) }

  func misfits(of value: InstanceValue) -> Misfits {
    var evaluator = SchemaEvaluator(nodes, dynamicAnchors: dynamicAnchors)
    return evaluator.misfits(of: value)
  }
}

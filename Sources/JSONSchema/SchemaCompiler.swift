/// A schema, ready to be applied.
struct SchemaNode: Sendable {
  var keywords: [SchemaKeyword] = []
  /// Where it stands, for people: `#/properties/age`.
  var location: String
  var resource: Int
  /// The schemas `true` and `false`.
  var boolean: Bool?
}

/// Makes the schemas of documents ready to be applied, each once.
struct SchemaCompiler {
  var resources: SchemaResources
  let assertsFormats: Bool
  private(set) var nodes: [SchemaNode] = []
  private var numbers: [SchemaLocation: SchemaNumber] = [:]
  private var waiting: [SchemaLocation] = []
  /// The names of formats that are asserted and not known.
  var unknownFormats: Set<String> = []

  init(_ resources: SchemaResources, assertsFormats: Bool) {
    self.resources = resources
    self.assertsFormats = assertsFormats
  }

  /// The number of the schema at a place, which is made ready later.
  mutating func number(of location: SchemaLocation) -> SchemaNumber {
    if let known = numbers[location] { return known }
    let owner = resources.owner(of: location)
    nodes.append(SchemaNode(location: location.fragment, resource: owner))
    numbers[location] = nodes.count - 1
    waiting.append(location)
    return nodes.count - 1
  }

  /// Makes all ready that is reached from the root of the first document.
  ///
  /// - Throws: ``SchemaError``.
  mutating func compile() throws {
    _ = number(of: SchemaLocation(document: 0))
    var isWhole = false
    while !waiting.isEmpty {
      while let location = waiting.popLast() { try compile(location) }
      if !isWhole { findAll() }
      isWhole = true
    }
    // A dynamic reference may lead to each dynamic anchor.
    var known = 0
    while known < resources.resources.count {
      for location in resources.resources[known].dynamicAnchors.values { _ = number(of: location) }
      known += 1
      while let location = waiting.popLast() { try compile(location) }
    }
    try refuseEndlessReferences()
  }

  /// Schemas that nothing refers to are to be right too.
  private mutating func findAll() {
    guard let root = resources.value(at: SchemaLocation(document: 0)) else { return }
    var found = [(SchemaLocation(document: 0), root)]
    while let (location, schema) = found.popLast() {
      _ = number(of: location)
      if let object = schema.object { found += SubschemaKeyword.subschemas(of: object, at: location) }
    }
  }

  private mutating func compile(_ location: SchemaLocation) throws {
    guard let number = numbers[location], let value = resources.value(at: location) else { return }
    // A reference may lead to what nobody looked at as a schema.
    if !resources.isKnown(location) { try MetaSchema.check(value, at: location.pointer) }
    switch value {
    case .boolean(let flag): nodes[number].boolean = flag
    case .object(let object): nodes[number].keywords = try keywords(of: object, at: location)
    case .null, .number, .string, .array:
      throw SchemaError.unfit(
        Misfits([Misfit(instance: location.pointer, .notASchema, schema: "")]))
    }
  }

  private mutating func keywords(
    of object: InstanceObject, at location: SchemaLocation
  ) throws -> [SchemaKeyword] {
    let used = resources.resources[resources.owner(of: location)].vocabularies
    var keywords: [SchemaKeyword] = []
    if used.contains(.validation) { keywords += try assertions(object, location) }
    if assertsFormats || used.contains(.formatAssertion) { keywords += format(object) }
    keywords += try references(object, location)
    if used.contains(.applicator) { keywords += try applicators(object, location) }
    if used.contains(.unevaluated) { keywords += unevaluated(object, location) }
    return keywords
  }

  /// The dynamic anchors of each resource.
  var dynamicAnchors: [[ExactString: SchemaNumber]] {
    resources.resources.map { $0.dynamicAnchors.compactMapValues { numbers[$0] } }
  }

  /// Refuses references that lead back to where they stand without going into a value.
  private func refuseEndlessReferences() throws {
    var isDone = Array(repeating: false, count: nodes.count)
    for start in nodes.indices where !isDone[start] {
      var isOnWay = Set([start])
      var way = [(schema: start, next: nodes[start].keywords.flatMap(\.inPlace))]
      while let step = way.popLast() {
        guard let next = step.next.last else {
          isOnWay.remove(step.schema)
          isDone[step.schema] = true
          continue
        }
        way.append((step.schema, step.next.dropLast()))
        if isOnWay.contains(next) { throw SchemaError.endlessReference(at: nodes[next].location) }
        guard !isDone[next] else { continue }
        isOnWay.insert(next)
        way.append((next, nodes[next].keywords.flatMap(\.inPlace)))
      }
    }
  }
}

import Wire

/// Where a schema stands: in which document, and at which place of it.
struct SchemaLocation: Hashable, Sendable {
  var document: Int
  var pointer = JSONPointer()

  func appending(_ tokens: ExactString...) -> SchemaLocation {
    SchemaLocation(document: document, pointer: JSONPointer(pointer.tokens + tokens))
  }

  func appending(_ name: ExactString, _ index: Int) -> SchemaLocation {
    SchemaLocation(document: document, pointer: pointer.appending(name, index))
  }

  /// For people, within its document: `#/properties/age`.
  var fragment: String { "#\(pointer)" }
}

/// What an identifier names: the root of a document, or a schema with an `$id`.
struct SchemaResource: Sendable {
  let uri: URIReference
  let root: SchemaLocation
  let vocabularies: Set<Vocabulary>
  var anchors: [ExactString: SchemaLocation] = [:]
  var dynamicAnchors: [ExactString: SchemaLocation] = [:]
}

/// The documents that schemas stand in, and what in them has a name.
struct SchemaResources {
  /// Finds the document of an address; `nil` where it may not be had.
  let retrieve: (String) -> JSONValue?
  private(set) var documents: [InstanceValue] = []
  private(set) var resources: [SchemaResource] = []
  private var byURI: [String: Int] = [:]
  /// The resource of each schema that was found.
  private var owners: [SchemaLocation: Int] = [:]

  init(retrieve: @escaping (String) -> JSONValue?) { self.retrieve = retrieve }

  /// Takes a document in and finds what has a name in it.
  ///
  /// - Throws: ``SchemaError``.
  mutating func add(_ document: InstanceValue, at uri: URIReference) throws {
    documents.append(document)
    let root = SchemaLocation(document: documents.count - 1)
    if document.object?["$id"]?.string == nil {
      let used = try document.object.flatMap { try vocabularies(of: $0, root) }
      _ = try name(root, uri, used ?? .standard)
    }
    try scan(document, root, base: uri, owner: nil)
    if byURI[uri.description] == nil { byURI[uri.description] = owners[root] }
  }

  /// The value at a place.
  func value(at location: SchemaLocation) -> InstanceValue? {
    var value: InstanceValue? = documents[location.document]
    for token in location.pointer.tokens { value = value?[token] }
    return value
  }

  /// The resource that a place belongs to.
  func owner(of location: SchemaLocation) -> Int {
    var location = location
    while !location.pointer.tokens.isEmpty {
      if let owner = owners[location] { return owner }
      location.pointer.tokens.removeLast()
    }
    return owners[location] ?? 0
  }

  /// Whether a schema was found there when names were looked for.
  func isKnown(_ location: SchemaLocation) -> Bool { owners[location] != nil }

  /// What a reference leads to.
  ///
  /// - Throws: ``SchemaError`` when it leads nowhere.
  mutating func resolve(_ reference: String, from location: SchemaLocation) throws -> SchemaTarget {
    let base = resources[owner(of: location)].uri
    let target = base.resolving(URIReference(reference))
    let resource = try resource(target.withoutFragment, reference, location)
    let fragment = target.fragment.map { PercentEncoding.decode(Array($0.utf8)) } ?? ""
    guard let found = self.target(fragment, in: resource) else {
      throw SchemaError.danglingReference(reference, at: location.fragment)
    }
    return found
  }

  private mutating func resource(
    _ uri: URIReference, _ reference: String, _ location: SchemaLocation
  ) throws -> Int {
    if let known = byURI[uri.description] { return known }
    guard let document = MetaSchema.documents[uri.description] ?? retrieve(uri.description) else {
      throw SchemaError.foreignReference(reference, at: location.fragment)
    }
    try add(InstanceValue(document), at: uri)
    return byURI[uri.description] ?? 0
  }

  private func target(_ fragment: String, in resource: Int) -> SchemaTarget? {
    let found = resources[resource]
    guard !fragment.isEmpty, !fragment.hasPrefix("/") else {
      guard let pointer = JSONPointer(fragment) else { return nil }
      var location = found.root
      location.pointer.tokens += pointer.tokens
      return value(at: location).map { _ in SchemaTarget(location: location, anchor: nil) }
    }
    let name = ExactString(fragment)
    if let location = found.dynamicAnchors[name] { return SchemaTarget(location: location, anchor: name) }
    return found.anchors[name].map { SchemaTarget(location: $0, anchor: nil) }
  }
}

/// What a reference leads to, and by which dynamic anchor.
struct SchemaTarget {
  let location: SchemaLocation
  let anchor: ExactString?
}

/// Finding names.
extension SchemaResources {
  private mutating func name(
    _ location: SchemaLocation, _ uri: URIReference, _ vocabularies: Set<Vocabulary>
  ) throws -> Int {
    if let known = byURI[uri.description] {
      guard resources[known].root != location else { return known }
      throw SchemaError.doubleIdentifier(uri.description, at: location.fragment)
    }
    resources.append(SchemaResource(uri: uri, root: location, vocabularies: vocabularies))
    byURI[uri.description] = resources.count - 1
    owners[location] = resources.count - 1
    return resources.count - 1
  }

  private mutating func scan(
    _ schema: InstanceValue, _ location: SchemaLocation, base: URIReference, owner: Int?
  ) throws {
    guard let object = schema.object else {
      if let owner { owners[location] = owner }
      return
    }
    var owner = owner ?? owners[location]
    if let id = object["$id"]?.string {
      let base = owner.map { resources[$0].uri } ?? base
      let uri = base.resolving(URIReference(id)).withoutFragment
      let inherited = owner.map { resources[$0].vocabularies } ?? Vocabulary.standard
      owner = try name(location, uri, try vocabularies(of: object, location) ?? inherited)
    }
    guard let owner else { return }
    owners[location] = owner
    try noteAnchors(object, location, owner)
    for (place, inner) in SubschemaKeyword.subschemas(of: object, at: location) {
      try scan(inner, place, base: base, owner: owner)
    }
  }

  private mutating func noteAnchors(
    _ object: InstanceObject, _ location: SchemaLocation, _ owner: Int
  ) throws {
    if let name = object["$anchor"]?.exactString {
      try refuseTaken(name, location, owner)
      resources[owner].anchors[name] = location
    }
    if let name = object["$dynamicAnchor"]?.exactString {
      try refuseTaken(name, location, owner)
      resources[owner].dynamicAnchors[name] = location
    }
  }

  private func refuseTaken(_ name: ExactString, _ location: SchemaLocation, _ owner: Int) throws {
    let places = [resources[owner].anchors[name], resources[owner].dynamicAnchors[name]].compactMap { $0 }
    guard places.contains(where: { $0 != location }) else { return }
    throw SchemaError.doubleIdentifier("#" + name.text, at: location.fragment)
  }

  /// The vocabularies that the schema's own meta-schema demands; `nil` where it names none.
  private func vocabularies(
    of object: InstanceObject, _ location: SchemaLocation
  ) throws -> Set<Vocabulary>? {
    guard let dialect = object["$schema"]?.string else { return nil }
    let uri = URIReference(dialect).withoutFragment.description
    guard uri != MetaSchema.uri else { return .standard }
    guard let meta = retrieve(uri), let used = meta["$vocabulary"]?.object else {
      throw SchemaError.unknownDialect(dialect, at: location.fragment)
    }
    return try Set(
      used.members.compactMap { member in
        if let known = Vocabulary(uri: member.name) { return known }
        guard member.value.bool == false else { throw SchemaError.unknownVocabulary(member.name) }
        return nil
      })
  }
}

extension Set<Vocabulary> {
  fileprivate static var standard: Set<Vocabulary> { Vocabulary.standard }
}

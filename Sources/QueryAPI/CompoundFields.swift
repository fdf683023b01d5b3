/// Finds the compound fields of a query, which only the descriptions of its object and of the parents say.
struct CompoundFields {
  private let describe: (_ object: String) async throws -> ObjectDescription
  /// `nil` for an object that the org does not show.
  private var known: [String: ObjectDescription?] = [:]

  init(by describe: @escaping (_ object: String) async throws -> ObjectDescription) {
    self.describe = describe
  }

  /// As the query names them.
  mutating func names(in query: QueryText) async throws -> [String] {
    guard let object = query.object else { return [] }
    var names: [String] = []
    for field in query.fields {
      let path = field.split(separator: ".").map(String.init)
      if try await isCompound(path[...], of: object, isOwn: true) { names.append(field) }
    }
    return names
  }

  /// - Parameter isOwn: whether the path may begin with the name of the query's object, or with its alias.
  private mutating func isCompound(
    _ path: ArraySlice<String>, of object: String, isOwn: Bool = false
  ) async throws -> Bool {
    guard let name = path.first, let description = try await description(of: object) else { return false }
    let rest = path.dropFirst()
    guard !rest.isEmpty else { return description.isCompound(name) }
    guard let parents = description.parents(by: name) else {
      return isOwn ? try await isCompound(rest, of: object) : false
    }
    for parent in parents {
      if try await isCompound(rest, of: parent) { return true }
    }
    return false
  }

  private mutating func description(of object: String) async throws -> ObjectDescription? {
    if let known = known[object] { return known }
    let description: ObjectDescription?
    do {
      description = try await describe(object)
    } catch  where QueryClient.refusal(of: error)?.status == 404 {
      // The job's own refusal says more of an object that is not there.
      description = nil
    }
    known[object] = .some(description)
    return description
  }
}

extension QueryClient {
  /// What of the query the Bulk API cannot do though its words do not tell: compound fields, those of parents too.
  ///
  /// - Throws: ``QueryFailure``, `HTTPFailure`, or what the service throws about credentials.
  package func compoundFields(of query: QueryText) async throws -> [BulkLimit] {
    var fields = CompoundFields { try await describe($0) }
    return try await fields.names(in: query).map { .compound($0) }
  }
}

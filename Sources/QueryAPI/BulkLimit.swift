/// What a query asks for that the Bulk API cannot do.
///
/// Source: Bulk API 2.0 and Bulk API Developer Guide, "SOQL Considerations".
package enum BulkLimit: Hashable, Sendable {
  case groupBy
  case offset
  case typeOf
  /// By its name: `COUNT`.
  case aggregate(String)
  case fieldGroup
  /// A sub-query for the children of each record, by their relationship.
  case children(String)
  /// An address or a geolocation, which has parts.
  case compound(String)
}

extension QueryText {
  /// All that its words tell; which fields are compound only descriptions of objects say.
  package var bulkLimits: [BulkLimit] {
    let selected: [BulkLimit] = items.compactMap { item in
      switch item {
      case .field: nil
      case .function(let name, _, _):
        Self.aggregates.contains(name.uppercased()) ? .aggregate(name.uppercased()) : nil
      case .fieldGroup: .fieldGroup
      case .children(let name): .children(name)
      case .typeOf: .typeOf
      }
    }
    return selected + (has("GROUP") ? [.groupBy] : []) + (has("OFFSET") ? [.offset] : [])
  }
}

import ModelsAPI

/// The names of models in metrics: as the org calls them. All that nobody here knows count as one, for clients make up
/// names without end.
struct ModelLabels: Sendable {
  static let other = "other"
  /// Bytes; no name of a model is longer.
  private static let longestName = 200

  private let map: ModelMap
  private let byName: [String: String]
  private let known: Set<String>

  /// - Parameter others: API names that the operator has given besides.
  init(_ map: ModelMap, others: Set<ModelName> = []) {
    self.map = map
    byName = Dictionary(map.entries.map { ($0.name, $0.model.text) }, uniquingKeysWith: { first, _ in first })
    known = Set(byName.values).union(others.map(\.text))
  }

  /// - Parameter name: as the client wrote it.
  func label(of name: String) -> String {
    guard name.utf8.count <= Self.longestName else { return Self.other }
    if let label = byName[name] { return label }
    let model = map.model(named: name).text
    return known.contains(model) ? model : Self.other
  }
}

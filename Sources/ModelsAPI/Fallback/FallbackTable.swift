/// Which models are asked in a model's place, one after the other, when it does not answer.
package struct FallbackTable: Hashable, Sendable {
  private let lists: [ModelName: [ModelName]]
  /// Counts in the place of the list of whichever model is asked; empty where none does.
  private let chosen: [ModelName]

  /// No model has another in its place.
  package static let none = FallbackTable()

  private init() { (lists, chosen) = ([:], []) }

  /// - Parameters:
  ///   - lists: for each model those to ask in its place, in order.
  ///   - chosen: a list that counts for every model that is asked, in the place of its own.
  /// - Throws: ``FallbackFault``.
  package init(
    _ lists: [ModelName: [ModelName]], chosen: [ModelName] = []
  ) throws(FallbackFault) {
    self.lists = lists
    self.chosen = chosen
    for model in lists.keys.sorted(by: { $0.text < $1.text }) { try checkCircle(from: model) }
    let all = models.sorted { $0.text < $1.text }
    if let vectors = all.first(where: { Catalogue.known($0)?.kind == .embedding }) {
      throw .makesVectors(vectors)
    }
  }

  /// Whether no model has another in its place.
  package var isEmpty: Bool { chosen.isEmpty && lists.allSatisfy(\.value.isEmpty) }

  /// The model itself, then those of its list, then those of their lists, each once.
  package func chain(from model: ModelName) -> [ModelName] {
    guard !isEmpty else { return [model] }
    let own = chosen.isEmpty ? lists[model] ?? [] : chosen
    return [model] + followed(own.filter { $0 != model }, without: model)
  }

  /// The models, then those of their lists, each once.
  private func followed(_ models: [ModelName], without asked: ModelName? = nil) -> [ModelName] {
    var (chain, index) = ([ModelName](), 0)
    append(models, to: &chain)
    while index < chain.count {
      append((lists[chain[index]] ?? []).filter { $0 != asked }, to: &chain)
      index += 1
    }
    return chain
  }

  /// The chains of all models that have lists, by their names; where one list counts for all, it alone.
  package var chains: [[ModelName]] {
    guard chosen.isEmpty else { return [followed(chosen)] }
    return lists.filter { !$0.value.isEmpty }.keys.sorted { $0.text < $1.text }.map { chain(from: $0) }
  }

  /// All models that have a list or stand in one.
  package var models: Set<ModelName> { Set(lists.keys).union(lists.values.joined()).union(chosen) }

  /// The list that counts for every model that is asked; empty where each has its own.
  package var chosenList: [ModelName] { chosen }

  /// - Throws: ``FallbackFault`` where a model that is asked would be asked again in its own place.
  package func check(_ model: ModelName) throws(FallbackFault) {
    guard !chosen.contains(model) else { throw .itself(model) }
    for next in chosen {
      if let way = way(from: next, to: model) { throw .circle([model] + way) }
    }
  }

  private func append(_ models: [ModelName], to chain: inout [ModelName]) {
    for model in models where !chain.contains(model) { chain.append(model) }
  }

  private func checkCircle(from model: ModelName) throws(FallbackFault) {
    for next in lists[model] ?? [] {
      guard next != model else { throw .itself(model) }
      if let way = way(from: next, to: model) { throw .circle([model] + way) }
    }
  }

  /// The models by which one leads to another, both included; `nil` where it does not.
  private func way(from start: ModelName, to end: ModelName) -> [ModelName]? {
    var seen: Set<ModelName> = [start]
    var ways = [[start]]
    while let way = ways.popLast() {
      for next in lists[way[way.count - 1]] ?? [] {
        guard next != end else { return way + [end] }
        if seen.insert(next).inserted { ways.append(way + [next]) }
      }
    }
    return nil
  }
}

/// Why models cannot stand in for each other as somebody has said.
package enum FallbackFault: Error, Hashable, Sendable {
  /// A model in its own place.
  case itself(ModelName)
  /// Lists that lead back; the first is the last one, too.
  case circle([ModelName])
  /// Vectors of two models cannot be compared, so that no model can stand in for another.
  case makesVectors(ModelName)
}

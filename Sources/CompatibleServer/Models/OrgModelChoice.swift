import ModelsAPI

/// Chooses among the models of an org the one that comes nearest to what a name tells.
struct OrgModelChoice: Sendable {
  private struct Candidate {
    let name: ModelName
    let traits: ModelTraits
  }

  private let candidates: [Candidate]

  /// - Parameter models: as the org lists them; those that do not answer, or not with text, are passed over.
  init(among models: [ConfiguredModel]) {
    candidates = models.filter { $0.isUsable && $0.kind != .embedding }.compactMap { model in
      let traits = ModelTraits(model.name.text) ?? model.artifact.flatMap { ModelTraits($0.text) }
      return traits.map { Candidate(name: model.name, traits: $0) }
    }
  }

  var isEmpty: Bool { candidates.isEmpty }

  /// Whether the org has a model of this name.
  func has(_ name: ModelName) -> Bool { candidates.contains { $0.name == name } }

  /// The model of the same version where there is one, else the latest; of another size, and of another family, only
  /// where there is none.
  func best(for wanted: ModelTraits) -> ModelName? {
    for family in wanted.family.substitutes {
      for size in wanted.size.substitutes {
        let fitting = candidates.filter { $0.traits.family == family && $0.traits.size == size }
        let exact = fitting.first { family == wanted.family && $0.traits.version == wanted.version }
        if let found = exact ?? Self.latest(of: fitting) { return found.name }
      }
    }
    return nil
  }

  /// The first in the org's order of those that have the same version.
  private static func latest(of candidates: [Candidate]) -> Candidate? {
    candidates.dropFirst().reduce(candidates.first) { best, next in
      guard let best, best.traits.version.lexicographicallyPrecedes(next.traits.version) else { return best }
      return next
    }
  }
}

extension ModelTraits.Family {
  /// Itself first.
  fileprivate var substitutes: [Self] {
    let nearest: [Self] = self == .reasoning ? [self, .gpt] : [self]
    return nearest + Self.allCases.filter { !nearest.contains($0) }
  }
}

extension ModelTraits.Size {
  /// Itself first.
  fileprivate var substitutes: [Self] {
    switch self {
    case .small: [.small, .medium, .large]
    case .medium: [.medium, .large, .small]
    case .large: [.large, .medium, .small]
    }
  }
}

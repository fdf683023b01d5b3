/// A set of keywords that a meta-schema may say are used (core §8.1.2).
enum Vocabulary: String, CaseIterable, Sendable {
  case core
  case applicator
  case unevaluated
  case validation
  case metadata = "meta-data"
  case formatAnnotation = "format-annotation"
  case formatAssertion = "format-assertion"
  case content

  /// Those of draft 2020-12's own meta-schema.
  static let standard = Set(allCases).subtracting([.formatAssertion])

  init?(uri: String) {
    let prefix = "https://json-schema.org/draft/2020-12/vocab/"
    guard uri.hasPrefix(prefix) else { return nil }
    self.init(rawValue: String(uri.dropFirst(prefix.count)))
  }
}

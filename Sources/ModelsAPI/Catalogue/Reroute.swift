/// That another model has answered than the one that was asked.
package struct Reroute: Hashable, Sendable {
  /// Who was asked.
  package let asked: ModelName
  /// Who answered, in the provider's spelling.
  package let answering: String
  /// Whether the model that was asked is known to be shut down.
  package let isRetired: Bool

  /// Compares what the catalogue expects with what an answer tells.
  ///
  /// - Parameter answering: as the answer names the model; `nil` where it names none.
  /// - Returns: `nil` where the model itself has answered, and where that cannot be told: for models that the
  ///   catalogue does not have and for names that nobody can compare.
  package init?(from asked: ModelName, to answering: String?) {
    guard let known = Catalogue.known(asked), let providerName = known.providerName else { return nil }
    let target = known.successor.flatMap { Catalogue.known($0)?.providerName }
    guard let answering = answering ?? target else { return nil }
    let (expected, told) = (ProviderModelName(providerName), ProviderModelName(answering))
    guard known.successor == nil ? told.isSurelyAnother(than: expected) : told != expected else { return nil }
    self.asked = asked
    self.answering = answering
    isRetired = known.successor != nil
  }
}

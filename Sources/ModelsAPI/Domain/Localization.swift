/// Languages and regions of prompt and answer: ISO 639 codes, with a country after an underscore (`en_US`).
///
/// Source: Models API Developer Guide, "Specify Languages and Locales with Models API".
package struct Localization: Hashable, Sendable {
  /// A locale that the prompt may be in.
  package struct InputLocale: Hashable, Sendable {
    /// A code of language, and of country if wanted: `en_US`.
    package var locale: String
    /// 0…1.
    package var probability: Double?

    /// A locale of the prompt; without a probability nothing is said of how likely it is.
    package init(_ locale: String, probability: Double? = nil) {
      self.locale = locale
      self.probability = probability
    }
  }

  /// Decides the region for masking, and is the fallback for values that are not supported.
  package var defaultLocale: String
  /// Locales that the prompt may be in; empty is not sent.
  package var inputLocales: [InputLocale]
  /// Locales that the answer should be in; empty is not sent.
  package var expectedLocales: [String]

  /// The locales of an exchange; empty lists are not sent.
  package init(defaultLocale: String, inputLocales: [InputLocale] = [], expectedLocales: [String] = []) {
    self.defaultLocale = defaultLocale
    self.inputLocales = inputLocales
    self.expectedLocales = expectedLocales
  }
}

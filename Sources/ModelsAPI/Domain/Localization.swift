/// Languages and regions of prompt and answer: ISO 639 codes, with a country after an underscore (`en_US`).
///
/// Source: Models API Developer Guide, "Specify Languages and Locales with Models API".
package struct Localization: Hashable, Sendable {
  package struct InputLocale: Hashable, Sendable {
    package var locale: String
    /// 0…1.
    package var probability: Double?

    package init(_ locale: String, probability: Double? = nil) {
      self.locale = locale
      self.probability = probability
    }
  }

  /// Decides the region for masking, and is the fallback for values that are not supported.
  package var defaultLocale: String
  package var inputLocales: [InputLocale]
  package var expectedLocales: [String]

  package init(defaultLocale: String, inputLocales: [InputLocale] = [], expectedLocales: [String] = []) {
    self.defaultLocale = defaultLocale
    self.inputLocales = inputLocales
    self.expectedLocales = expectedLocales
  }
}

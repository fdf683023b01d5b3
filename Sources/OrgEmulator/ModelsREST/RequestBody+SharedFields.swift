import Wire

extension RequestBody {
  /// Checks what the three model endpoints share: `localization` and `tags`.
  ///
  /// Source: Models REST API reference, schemas `Localization`, `ProbableLocale`, `Tags`.
  func checkSharedFields() throws(ErrorResponse) {
    _ = try part("tags", isNullable: true)
    guard let localization = try part("localization") else { return }
    _ = try localization.requiredText("defaultLocale")
    try localization.checkInputLocales()
    for (index, locale) in (try localization.elements("expectedLocales") ?? []).enumerated()
    where locale.string == nil {
      throw .badArgument("Expected a string.", field: localization.path(of: "expectedLocales")[index])
    }
  }

  private func checkInputLocales() throws(ErrorResponse) {
    for (index, value) in (try elements("inputLocales") ?? []).enumerated() {
      let locale = try RequestBody(value, at: path(of: "inputLocales")[index])
      _ = try locale.requiredText("locale")
      guard let probability = locale.value("probability") else { continue }
      guard let number = probability.double, (0...1).contains(number) else {
        throw .badArgument("Expected a number from 0 to 1.", field: locale.path(of: "probability"))
      }
    }
  }
}

import CommandTree
import ModelsAPI
import Wire

/// Languages and tags, which every model endpoint takes.
struct LocalizationOptions: OptionGroup {
  var locale: String?
  var inputLocales: [LocaleArgument] = []
  var outputLocales: [String] = []
  var tags: [KeyedJSON] = []

  init() {}

  static var syntax: Syntax<Self> {
    [
      .option(
        \.locale, "locale", value: "LOCALE", setting: "locale", section: "Language",
        help: "The prompt's language and region, such as en_US; decides how personal data is masked."),
      .option(
        \.inputLocales, "input-locale", value: "LOCALE[:P]", section: "Language",
        help: "A language that may appear in the prompt, perhaps with its probability."),
      .option(
        \.outputLocales, "output-locale", value: "LOCALE", section: "Language",
        help: "A language that the answer should have."),
      .option(
        \.tags, "tag", value: "KEY=JSON", section: "Language",
        help: "Attach a value of your own to the request."),
    ]
  }

  /// The object to send; `en_US` is the documented default where only the other two are given.
  var localization: Localization? {
    guard locale != nil || !inputLocales.isEmpty || !outputLocales.isEmpty else { return nil }
    return Localization(
      defaultLocale: locale ?? "en_US",
      inputLocales: inputLocales.map { Localization.InputLocale($0.locale, probability: $0.probability) },
      expectedLocales: outputLocales)
  }
}

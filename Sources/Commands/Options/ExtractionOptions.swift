import CommandTree

/// Which code of an answer is wanted instead of all of it.
struct ExtractionOptions: OptionGroup {
  var language: CodeLanguage?
  var last = false
  var folder: String?

  init() {}

  static var syntax: Syntax<Self> {
    [
      .option(
        \.language, "extract", "x", value: "LANGUAGE", omission: .joined(implied: CodeLanguage.any.argument),
        section: "Output",
        help: "Print nothing but the first block of code, of a language where one is joined: -xpython."),
      .flag(
        \.last, "extract-last", section: "Output", help: "The same with the last block of code."),
      .option(
        \.folder, "extract-all", value: "DIR", completion: .directory, section: "Output",
        help: "Write each block of code to a file of its own in a folder, and print the files' names."),
    ]
  }
}

extension ExtractionOptions {
  var isWanted: Bool { option != nil }

  /// The option that says so.
  var option: String? {
    folder != nil ? "--extract-all" : last ? "--extract-last" : language.map { _ in "--extract" }
  }
}

import CommandTree

/// How an answer is printed and what it is held against.
struct AnswerOptions: OptionGroup {
  var json = false
  var raw = false
  var render: Bool?
  var schema: String?
  var schemaFormats = false
  var repair: RetryCount?
  var maxToxicity: Fraction?
  var showSafety = false
  var usage = false
  var extraction = ExtractionOptions()

  init() {}

  static var syntax: Syntax<Self> {
    [
      .flag(\.json, "json", section: "Output", help: "Print one object with text, ids, usage and safety."),
      .flag(\.raw, "raw", section: "Output", help: "Print the service's answer untouched."),
      .flag(
        \.render, "render", negatable: true, section: "Output",
        help: """
          Style Markdown; by default only in a conversation on a terminal that wants colour. --no-render leaves \
          tables as they come, too.
          """),
      .option(
        \.schema, "schema", value: "FILE|JSON|DSL", completion: .file, section: "Output",
        help: "Demand an answer that is JSON and fits this JSON Schema, or its short form 'name, age int'."),
      .flag(
        \.schemaFormats, "schema-formats", section: "Output",
        help: "Hold answers against the schema's formats, too: date-time, email, uri ..."),
      .option(
        \.repair, "repair", value: "N", section: "Output",
        help: "Ask again when an answer does not fit the schema, so often at most."),
      .option(
        \.maxToxicity, "max-toxicity", value: "X", section: "Output",
        help: "End with 6 when the answer is more toxic than this, or nobody scored it."),
      .flag(
        \.showSafety, "show-safety", section: "Output", help: "Print the safety scores on standard error."),
      .flag(
        \.usage, "usage", "u", section: "Output",
        help: "Print on standard error what it cost: the model that answered, tokens and times."),
      .group(\.extraction),
    ]
  }
}

import CommandTree
import FileSystem

/// Where the text for a model comes from, besides the operands.
struct PromptOptions: OptionGroup {
  var files: [String] = []
  var noInput = false
  var system: String?

  init() {}

  static var syntax: Syntax<Self> {
    [
      .option(
        \.files, "file", "f", value: "FILE", completion: .file,
        help: "Add a text file to the prompt, under a line with its name; - is standard input."),
      .flag(\.noInput, "no-input", "n", help: "Leave standard input alone."),
      .option(\.system, "system", "s", value: "TEXT", help: "Tell the model how to behave."),
    ]
  }
}

/// What a person has given to be asked; without anything in it a part is not there.
struct GivenPrompt {
  /// The operands joined by spaces, then files under their names, with blank lines between.
  let typed: String?
  let input: String?

  /// All of it, with a blank line between.
  var whole: String? { [typed, input].joinedParagraphs }
}

extension [String?] {
  /// With blank lines between those that are there; `nil` where none is.
  var joinedParagraphs: String? {
    let parts = compactMap { $0 }
    // A single large part is not copied.
    return parts.count > 1 ? parts.joined(separator: "\n\n") : parts.first
  }
}

extension PromptOptions {
  /// What a model is asked, and how it should behave: the template with everything in its place, where there is one.
  ///
  /// - Throws: ``CommandFailure/noPrompt(isTerminal:)`` when there is nothing; ``InputFailure``, ``TemplateFailure``.
  func prompt(
    _ operands: [String], in context: Context, _ notes: Notes
  ) throws -> (system: String?, text: String) {
    let given = try given(operands, in: context, notes)
    let (system, text) =
      try context.template.map { try filled($0, given, in: context) } ?? (system, given.whole)
    guard let text, !text.isBlank else {
      throw CommandFailure.noPrompt(isTerminal: context.input.kind == .terminal)
    }
    return (system, text)
  }

  /// The operands, files and standard input, as far as they are to be read.
  ///
  /// - Throws: ``InputFailure``.
  func given(_ operands: [String], in context: Context, _ notes: Notes) throws -> GivenPrompt {
    let words = operands.filter { $0 != "-" }.joined(separator: " ")
    let attachments = try files.filter { $0 != "-" }.map { try Self.attachment($0) }
    let input = try readsInput(operands, context) ? Self.input(context, notes) : ""
    return GivenPrompt(
      typed: ([words] + attachments).map { $0.isBlank ? nil : $0 }.joinedParagraphs,
      input: input.isBlank ? nil : input)
  }

  /// The template as it is asked; `--system` goes before its head.
  ///
  /// - Throws: ``TemplateFailure``.
  func filled(
    _ values: TemplateValues, _ given: GivenPrompt, in context: Context
  ) throws -> (system: String?, text: String?) {
    let filled = try values.prompt(given)
    return (context.isFromTemplate("system") ? filled.system : system, filled.text)
  }

  private func readsInput(_ operands: [String], _ context: Context) -> Bool {
    if operands.contains("-") || files.contains("-") { return true }
    return !noInput && context.input.kind == .redirected
  }

  /// A file's text under a line with its name.
  ///
  /// - Throws: ``InputFailure``.
  static func attachment(_ path: String) throws -> String {
    "\(FileName.visible(path)):\n\(try Input.text(path, upTo: .prompt))"
  }

  private static func input(_ context: Context, _ notes: Notes) throws -> String {
    let bytes = try context.input.readAll(upTo: .prompt) {
      notes.note("waiting for text on standard input; end it with Ctrl-D, or use -n to leave it alone")
    }
    return try Input.text(in: bytes, of: "-")
  }
}

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

extension PromptOptions {
  /// The operands joined by spaces, then files under their names, then standard input, with blank lines between.
  ///
  /// - Throws: ``CommandFailure/noPrompt(isTerminal:)`` when there is nothing; ``InputFailure``.
  func prompt(_ operands: [String], in context: Context, _ notes: Notes) throws -> String {
    let words = operands.filter { $0 != "-" }.joined(separator: " ")
    let attachments = try files.filter { $0 != "-" }.map { try Self.attachment($0) }
    let input = try readsInput(operands, context) ? Self.input(context, notes) : ""
    let parts = ([words] + attachments + [input]).filter { !$0.isBlank }
    guard !parts.isEmpty else { throw CommandFailure.noPrompt(isTerminal: context.input.kind == .terminal) }
    // A single large part is not copied.
    return parts.count == 1 ? parts[0] : parts.joined(separator: "\n\n")
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

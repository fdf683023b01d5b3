package import CommandTree
import ModelsAPI
import Wire

/// Turns texts into vectors.
package struct Embed: CallingCommand {
  package enum Format: String, Value, CaseIterable, Sendable { case jsonl, json }

  package var texts: [String] = []
  package var model = EmbeddingModelOption()
  package var files: [String] = []
  package var whole = false
  package var nullSeparated = false
  package var format = Format.jsonl
  package var keepText = false
  package var batchSize = BatchSize(16)
  package var language = LocalizationOptions()
  package var connection = ConnectionOptions()

  package init() {}

  package static var words: CommandWords {
    CommandWords(
      "embed", "Turn texts into embedding vectors.",
      discussion: """
        Each operand is a text; so is each file named with `--file`; without either, each line of standard input. \
        One JSON object is printed for each text, in order, with the digits of the service unchanged; its id is the \
        number of the row, from 1, or the file's name.

        A row that cannot be sent (an empty line, bytes that are not UTF-8) is reported on standard error, and the \
        others go on; the exit status is 7 then.
        """,
      examples: [
        Example("sfmodels embed --emulator 'to be' 'or not'", "Try it without an org or a network."),
        Example("sfmodels embed <corpus.txt >vectors.jsonl", "One vector for each line."),
      ])
  }

  package static var syntax: Syntax<Self> {
    [
      .operand(\.texts, "TEXT", help: "A text to embed; standard input is not read then."),
      .group(\.model),
      .option(
        \.files, "file", "f", value: "FILE", completion: .file, section: "Input",
        help: "Embed a file as one text."),
      .flag(\.whole, "whole", section: "Input", help: "Take standard input as one text."),
      .flag(
        \.nullSeparated, "null", "0", section: "Input", help: "Texts end with a NUL byte, not with a newline."
      ),
      .option(
        \.batchSize, "batch-size", value: "N", section: "Input",
        help: "How many texts to send in one request."),
      .option(\.format, "format", value: "FORMAT", section: "Output", help: "How to print the vectors."),
      .flag(\.keepText, "keep-text", section: "Output", help: "Print each text beside its vector."),
      .group(\.language), .group(\.connection),
    ]
  }

  package func run(in context: Context) async throws {
    let notes = Notes(context.errors, isQuiet: connection.network.quiet)
    let rows = try rows(in: context, notes)
    guard !rows.isEmpty else { throw CommandFailure.noTexts }
    let connection = try Connection(connection, in: context)
    let good = rows.filter { $0.problem == nil }
    for row in rows { row.problem.map { notes.trace("sfmodels: \(row.words(for: $0))") } }
    do {
      try await print(good, connection, context)
    } catch Output.Failure.closed {
      throw CommandFailure.closedEarly
    }
    guard good.count == rows.count else {
      throw CommandFailure.refusedRows(refused: rows.count - good.count, done: good.count)
    }
  }

  private func print(_ rows: [TextRow], _ connection: Connection, _ context: Context) async throws {
    var request = try request(in: context)
    var printer = VectorPrinter(format: format, keepsText: keepText, output: context.output)
    for start in stride(from: 0, to: rows.count, by: batchSize.count) {
      let batch = rows[start..<min(start + batchSize.count, rows.count)]
      request.inputs = batch.map(\.text)
      do {
        try printer.print(batch, try await connection.models.embed(request).embeddings)
      } catch is Describing.Described {
        // With --dry-run every request is described.
        continue
      }
    }
    try printer.end()
  }

  private func request(in context: Context) throws -> EmbeddingRequest {
    EmbeddingRequest(
      model: try context.model(model.model, connection), inputs: [], localization: language.localization,
      tags: language.tags.object, extraFields: try connection.request?.object() ?? [:])
  }

  private func rows(in context: Context, _ notes: Notes) throws -> [TextRow] {
    if !texts.isEmpty || !files.isEmpty {
      let named = try files.map { TextRow(id: .string($0), bytes: try Input.file($0)[...]) }
      return texts.enumerated().map { TextRow(number: $0 + 1, bytes: Array($1.utf8)[...]) } + named
    }
    guard context.input.kind == .redirected else {
      throw CommandFailure.noPrompt(isTerminal: context.input.kind == .terminal)
    }
    let bytes = try context.input.readAll {
      notes.note("waiting for texts on standard input")
    }
    return TextRow.rows(in: bytes, whole ? .whole : nullSeparated ? .nullSeparated : .lines)
  }
}

import CommandTree
import RowEngine

/// Turns texts into vectors.
struct Embed: CallingCommand {
  var texts: [String] = []
  var model = EmbeddingModelOption()
  var files: [String] = []
  var whole = false
  var nullSeparated = false
  var idField: String?
  var textField: String?
  var outputFormat: VectorFormat?
  var keepText = false
  var keepFields: KeptFields?
  var batchSize = BatchSize(16)
  var rows = RowOptions()
  var records = RecordOptions()
  var language = LocalizationOptions()
  var connection = ConnectionOptions()

  init() {}

  static var words: CommandMetadata {
    CommandMetadata(
      "embed", "Turn texts into embedding vectors.",
      discussion: """
        Each operand is a text; so is each file named with `--file`; without either, each line of standard input or of \
        the file that `--from` names, or the text of each row of JSON Lines, JSON or CSV. One JSON object is printed for \
        each text, in order, with the digits of the service unchanged; its id is the row's own, else the number of the \
        row, from 1, or the file's name.

        With `--soql QUERY` the rows are records of the org, from its own host and with the same sign-in: each field \
        that the query selects is a field of the row by the name that it has there (`Account.Name`), as a text, empty \
        where the record has nothing; `Id` is the row's id. Up to 10,000 records come by the REST API, more by a query \
        job of the Bulk API 2.0, which is created, waited for, read page by page and deleted; an interrupted run leaves \
        it in the org, which keeps it for some days, and `--resume` goes on with it. `--bulk` and `--no-bulk` decide \
        otherwise; what the Bulk API cannot do (GROUP BY, OFFSET, TYPEOF, aggregates, FIELDS(), sub-queries, compound \
        fields) is read by the REST API, or refused with `--bulk`. `--count` prints the number of records and does \
        nothing else. The token needs the scope `api`.

        A row that cannot be sent (an empty line, bytes that are not UTF-8), or that the service refuses, is reported \
        on standard error or in the file that `--errors` names, and the others go on; the exit status is 7 then.

        With `--output FILE` nothing looks whole that is not: rows are kept in FILE.partial, beside a record of how \
        far they have come in FILE.progress, and `--resume` goes on after any interruption, a loss of power too; it \
        refuses files that were damaged or changed since. Inputs that are packed with gzip or Zstandard are read through. \
        As pgvector-csv the vectors are a table whose second column PostgreSQL takes as it is: \
        `\\copy items (id, embedding) from 'vectors.csv' with (format csv, header)`. As npy the vectors are a \
        matrix of 32-bit floats, with the ids, one JSON value a line, in FILE.ids, and NaN where a row was refused.
        """,
      examples: [
        Example("sfmodels embed --emulator 'to be' 'or not'", "Try it without an org or a network."),
        Example("sfmodels embed <corpus.txt >vectors.jsonl", "One vector for each line."),
        Example(
          "sfmodels embed --from corpus.csv --text-field body -o vectors.npy --resume",
          "A long run that can be interrupted at any time, and started again with the same words."),
        Example(
          "sfmodels embed --emulator --soql 'SELECT Id, Subject FROM Case LIMIT 20' --text-field Subject",
          "Records of the org, under their ids."),
        Example(
          "sfmodels embed --from corpus.txt --shard 2/8 -o vectors-2.jsonl",
          "The second of eight jobs that share one input."),
      ])
  }

  static var syntax: Syntax<Self> {
    [
      .operand(\.texts, "TEXT", help: "A text to embed; standard input is not read then."),
      .group(\.model),
      .option(
        \.files, "file", "f", value: "FILE", completion: .file, section: "Input",
        help: "Embed a file as one text."),
      .flag(\.whole, "whole", section: "Input", help: "Take the input as one text."),
      .flag(
        \.nullSeparated, "null", "0", section: "Input", help: "Texts end with a NUL byte, not with a newline."
      ),
      .option(
        \.idField, "id-field", value: "NAME", section: "Input",
        help: "Which field of JSON or CSV is the id; by default id, and Id of records, where there is one."),
      .option(
        \.textField, "text-field", value: "NAME", section: "Input",
        help:
          "Which field of JSON, CSV or records is the text, or a text with several: '{{Subject}} {{Description}}'; by default text."
      ),
      .option(
        \.batchSize, "batch-size", value: "N", section: "Input",
        help: "How many texts to send in one request."),
      .option(
        \.outputFormat, "format", value: "FORMAT", section: "Output",
        help: "How to print the vectors; by default the name of --output decides, else jsonl."),
      .flag(\.keepText, "keep-text", section: "Output", help: "Print each text beside its vector."),
      .option(\.keepFields, "keep-fields", value: "A,B|all", section: "Output", help: KeptFields.help),
      .group(\.rows), .group(\.records), .group(\.language), .group(\.connection),
    ]
  }

  func run(in context: Context) async throws {
    try check(in: context)
    guard !records.count else { return try await records.printCount(connection, in: context) }
    try await EmbedRowJob(self, in: context).run(in: context)
  }
}

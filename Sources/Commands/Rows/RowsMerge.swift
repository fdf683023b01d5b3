import CommandTree
import FileSystem
import RowEngine

/// Joins the outputs of shards.
struct RowsMerge: RunnableCommand {
  var files: [String] = []
  var output: String?
  var force = false
  var quiet = false

  init() {}

  static var words: CommandMetadata {
    CommandMetadata(
      "merge", "Join the outputs of shards again, in the order of the input.",
      discussion: """
        Each file is what a run with `--shard K/N` and `--output` has written, beside the record FILE.progress that it \
        has left: the record tells which part of which input it is. All N parts must be there, each once, whole, made \
        with the same options from the same input; what is not is named, and nothing is written. Rows that were \
        refused are left out, which the files that `--errors` named must tell, beside the outputs or where they were.

        JSON Lines, CSV and npy are joined; a matrix needs `--output`, and has its ids in FILE.ids. What an interrupted \
        run has left under the name of the output is not touched: that is refused, with `--force` too. The exit status \
        is 7 when rows were refused.
        """,
      examples: [
        Example(
          "sfmodels rows merge part-1.jsonl part-2.jsonl part-3.jsonl -o vectors.jsonl",
          "Join what three machines have made.")
      ])
  }

  static var syntax: Syntax<Self> {
    [
      .operand(
        \.files, "FILE", completion: .file, help: "The output of a shard; its record stands beside it."),
      .option(
        \.output, "output", "o", value: "FILE", completion: .file,
        help: "Write to a file, which appears when it is whole; by default to standard output."),
      .flag(\.force, "force", help: "Replace a file that exists."),
      .flag(\.quiet, "quiet", "q", help: "Say nothing on standard error but errors."),
    ]
  }

  func run(in context: Context) async throws {
    guard !files.isEmpty else { throw CommandFailure.missingOption("FILE") }
    let merge = try ShardMerge(try files.map { try ShardFile($0) })
    if let output, output != "-", !OutputPaths.isSpecial(output) {
      try write(merge, to: output, in: context)
    } else {
      guard merge.format != "npy" else {
        throw CommandFailure.unusableOption(
          "--output", reason: "npy needs a file; its head tells how many rows it has")
      }
      let output =
        try output.flatMap { $0 == "-" ? nil : $0 }.map { try Output(device: $0) } ?? context.output
      try merge.run {
        try output.write($0)
      } list: { _ in
      }
    }
    let (done, refused) = merge.counts
    Notes(context.errors, isQuiet: quiet).note(
      "\(RowMessages.count(done, "row")) of \(RowMessages.count(files.count, "shard"))")
    guard refused == 0 else { throw CommandFailure.refusedRows(refused: refused, done: done) }
  }

  private func write(_ merge: ShardMerge, to path: String, in context: Context) throws {
    var rows = RowOptions()
    (rows.output, rows.force) = (path, force)
    let paths = OutputPaths(path, listEnding: merge.format == "npy" ? "ids" : nil)
    try OutputIdentity(
      options: rows, outputs: paths.atomicNames, inputs: files, readsInput: false, reports: []
    ).check(in: context)
    if let told = FileNameFormat(ofFileNamed: path), told.name != merge.format {
      throw CommandFailure.contradictedName(path, told: told.name, option: nil, asked: merge.format)
    }
    try AtomicOutput.write(paths, mayReplace: force) { output in
      try merge.run {
        try output.file.append($0)
      } list: {
        try output.list?.append($0)
      }
    }
  }
}

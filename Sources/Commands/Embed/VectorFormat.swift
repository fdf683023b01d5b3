import CommandTree
import RowEngine

/// A format that vectors can be written in: a row of the table, which is all that is said of a format anywhere.
struct VectorFormat: Sendable {
  /// The argument of `--format`.
  let name: String
  /// What the ending of a file's name tells that is in this format; `nil`: its own name.
  var fileName: String?
  /// Whether ids are listed in a file of their own.
  var hasIDs = false
  /// Whether an output that was broken off can be gone on with.
  var isResumable = true
  /// Whether the output has a head that is written last.
  var hasHead = false
  /// Whether texts and fields can stand beside their vectors.
  var holdsTexts = true
  /// Whether its columns must be known before the first row.
  var isTable = false
  let makeSink: @Sendable (_ keepsText: Bool, _ keptFields: KeptFields) -> any RowSink<String, Vector>

  static let jsonl = VectorFormat(name: "jsonl") { VectorJSONSink(.lines, keepsText: $0, keptFields: $1) }

  /// The format of a file of this name; one whose name tells nothing is JSON Lines.
  static func ofFile(named path: String?) -> VectorFormat {
    let told = path.flatMap { FileNameFormat(ofFileNamed: $0) }
    return table.first { $0.name == told?.name } ?? jsonl
  }

  /// All formats.
  static let table = [
    jsonl,
    VectorFormat(name: "json", isResumable: false) {
      VectorJSONSink(.array, keepsText: $0, keptFields: $1)
    },
    VectorFormat(name: "csv", isTable: true) { VectorCSVSink(keepsText: $0, keptFields: $1) },
    // What is CSV to others is a literal to pgvector: https://github.com/pgvector/pgvector#loading
    VectorFormat(name: "pgvector-csv", fileName: "csv", isTable: true) {
      VectorCSVSink(keepsText: $0, keptFields: $1)
    },
    VectorFormat(name: "npy", hasIDs: true, hasHead: true, holdsTexts: false) { _, _ in
      VectorNPYSink()
    },
  ]
}

extension VectorFormat: Value {
  init(argument: String) throws(ValueProblem) {
    guard let format = Self.table.first(where: { $0.name == argument }) else {
      throw ValueProblem(reason: "is not one of " + Self.choices.joined(separator: ", "))
    }
    self = format
  }

  var argument: String { name }

  static var choices: [String] { table.map(\.name) }
}

import CommandTree
import RowEngine

/// Where many texts to look for come from.
struct SimilarSource: OptionGroup {
  var from: String?
  var inputFormat: RowOptions.InputFormat?
  var idField: String?
  var textField: String?

  init() {}

  static var syntax: Syntax<Self> {
    [
      .option(
        \.from, "from", value: "FILE|-", completion: .file, section: "Input",
        help: "Look for the text of each row of a file, or - for standard input."),
      .option(
        \.inputFormat, "input-format", value: "FORMAT", section: "Input",
        help: "How the rows stand in the input; by default the file's name decides."),
      .option(
        \.idField, "id-field", value: "NAME", section: "Input",
        help: "Which field of JSON or CSV is the id; by default id, where there is one."),
      .option(
        \.textField, "text-field", value: "NAME", section: "Input",
        help: "Which field of JSON or CSV is the text; by default text."),
    ]
  }
}

extension SimilarSource {
  /// How the rows stand in the input, as far as an option or the file's name tells.
  ///
  /// - Throws: ``CommandFailure`` for options that are left without effect.
  var toldFormat: RowFormat? {
    get throws(CommandFailure) {
      var rows = RowOptions()
      (rows.from, rows.inputFormat) = (from, inputFormat)
      try rows.check()
      let told = rows.toldFormat
      let fields = [("--id-field", idField), ("--text-field", textField)]
      if !(told ?? .lines).hasFields, let field = fields.first(where: { $0.1 != nil })?.0 {
        throw .unusableOption(field, reason: "only rows of JSON and CSV have fields: --input-format")
      }
      return told
    }
  }

  /// - Throws: ``CommandFailure`` for options that need rows.
  func checkAbsent() throws(CommandFailure) {
    let others = [
      ("--input-format", inputFormat != nil), ("--id-field", idField != nil),
      ("--text-field", textField != nil),
    ]
    guard from == nil, let other = others.first(where: \.1)?.0 else { return }
    throw .unusableOption(other, reason: "it is for rows: --from")
  }
}

/// The least similarity that counts, from -1 to 1.
struct SimilarityScore: Value, Equatable {
  let value: Float

  init(argument: String) throws(ValueProblem) {
    guard let value = Float(argument), (-1...1).contains(value) else {
      throw ValueProblem(reason: "is not a number from -1 to 1")
    }
    self.value = value
  }

  var argument: String { "\(value)" }
}

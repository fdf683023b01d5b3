import CommandTree
import RowEngine

/// What is shown of rows beside where they lie.
struct MapFields: OptionGroup {
  var label: String?
  var color: String?
  var textField: String?
  var rows: String?
  var inputFormat: RowOptions.InputFormat?

  init() {}

  static var syntax: Syntax<Self> {
    [
      .option(
        \.label, "label", value: "FIELD", section: section,
        help: "Write this field beside the points, where there is room, else as their titles."),
      .option(
        \.color, "color", value: "FIELD", section: section,
        help: "Colour the points by this field, with a legend."),
      .option(
        \.textField, "text-field", value: "FIELD", section: section,
        help: "Which field an .html shows as the text of a point; by default text, where there is one."),
      .option(
        \.rows, "rows", value: "FILE", completion: .file, section: section,
        help: "The file that the vectors were made from, for npy, which holds numbers alone."),
      .option(
        \.inputFormat, "input-format", value: "FORMAT", section: section,
        help: "How the rows stand in --rows; by default the file's name decides, else lines."),
    ]
  }

  private static let section = "Rows"
}

extension MapFields {
  /// Fields that rows must have, but for some.
  var required: [String] {
    var names: [String] = []
    for name in [label, color, textField].compactMap({ $0 }) where !names.contains(name) {
      names.append(name)
    }
    return names
  }

  /// The field that is shown as the text.
  var text: String { textField ?? "text" }

  /// - Throws: ``CommandFailure`` for options that lack each other.
  func check(_ vectors: String) throws(CommandFailure) {
    guard inputFormat == nil || rows != nil else {
      throw .unusableOption("--input-format", reason: "it is for the file that --rows names")
    }
    guard rows != "-" || vectors != "-" else { throw .conflictingOptions(["VECTORS -", "--rows -"]) }
  }

  /// The rows of `--rows`.
  ///
  /// - Throws: ``InputFailure``, ``CommandFailure``.
  func source(in context: Context) throws -> (any RowSource)? {
    guard let rows else { return nil }
    var options = RowOptions()
    (options.from, options.inputFormat) = (rows, inputFormat)
    try options.check()
    let blocks = rows == "-" ? context.input.blocks() : try Input.blocks(ofFile: rows)
    let told = options.toldFormat
    return RowReader(
      told ?? .lines, isAssumed: told == nil,
      fields: AskedFields(
        required: (told ?? .lines).hasFields ? required.map { [$0] } : [], optional: ["id", "text"]),
      read: blocks.unpacked(isPacked: FileNameFormat.isPacked(rows)).next)
  }
}

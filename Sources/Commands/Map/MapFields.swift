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
        help: "Which field an .html shows as the text of a point; by default text, if there is one."),
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
  /// Every row has one, at least its number.
  static let id = "id"

  /// Fields that rows must have, but for some.
  var required: [String] {
    var names: [String] = []
    for name in [label, color, textField].compactMap({ $0 }) where name != Self.id && !names.contains(name) {
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
  /// - Throws: as ``RowInput/open(_:_:or:fields:in:_:)``.
  func source(in context: Context, _ notes: Notes) throws -> (any RowSource)? {
    guard let rows else { return nil }
    var options = RowOptions()
    (options.from, options.inputFormat) = (rows, inputFormat)
    try options.check()
    let told = options.toldFormat
    let fields = AskedFields(
      required: (told ?? .lines).hasFields ? required.map { [$0] } : [], optional: [Self.id, text])
    return try RowInput.open(rows, told, or: .lines, fields: fields, in: context, notes).source
  }
}

import RowEngine

extension Embed {
  /// Whether the texts stand on the command line.
  var isListed: Bool { !texts.isEmpty || !files.isEmpty }

  /// How the texts stand in the input, as far as anybody says so.
  var toldRowFormat: RowFormat? { whole ? .whole : nullSeparated ? .nullSeparated : rows.toldFormat }

  /// How the vectors are written.
  var format: VectorFormat { outputFormat ?? .ofFile(named: rows.output) }

  /// - Throws: ``CommandFailure`` for options that do not go together, and ``InputFailure`` for a file that cannot be
  ///   read.
  func check(in context: Context) throws {
    try records.check(rows, in: context)
    var ways = [nullSeparated ? "--null" : nil, whole ? "--whole" : nil].compactMap { $0 }
    if let format = rows.inputFormat, format != .lines { ways.append("--input-format") }
    guard ways.count < 2 else { throw CommandFailure.conflictingOptions(ways) }
    try checkInput()
    try checkOutput()
    for path in files { try Input.checkReadable(path) }
  }

  /// - Throws: ``CommandFailure`` for options that would be left without effect.
  private func checkInput() throws {
    let fields = [
      ("--id-field", idField != nil), ("--text-field", textField != nil),
      ("--keep-fields", keepFields != nil),
    ]
    let others = [
      ("--from", rows.from != nil), ("--null", nullSeparated), ("--whole", whole && files.isEmpty),
      ("--input-format", rows.inputFormat != nil),
    ]
    if records.soql != nil,
      let other = (others + [("TEXT", !texts.isEmpty), ("--file", !files.isEmpty), ("--whole", whole)]).first(
        where: \.1)?.0
    {
      throw CommandFailure.conflictingOptions(["--soql", other])
    }
    if isListed, let other = (others + fields).first(where: \.1)?.0 {
      throw CommandFailure.conflictingOptions([other, files.isEmpty ? "texts as operands" : "--file"])
    }
    guard records.soql == nil, !(toldRowFormat ?? .lines).hasFields, let field = fields.first(where: \.1)?.0
    else { return }
    throw CommandFailure.unusableOption(
      field, reason: "only rows of JSON and CSV have fields: --input-format")
  }

  /// - Throws: ``CommandFailure`` for what the format cannot do.
  private func checkOutput() throws {
    let goesToFile = rows.output.map { $0 != "-" } ?? connection.dryRun
    guard !format.hasHead || goesToFile else {
      throw CommandFailure.unusableOption(
        "--format", reason: "\(format.name) needs a file: --output; its head tells how many rows it has")
    }
    guard format.holdsTexts || !keepText else {
      throw CommandFailure.unusableOption("--keep-text", reason: "\(format.name) holds numbers only")
    }
    guard let keepFields else { return }
    guard format.holdsTexts else {
      throw CommandFailure.unusableOption("--keep-fields", reason: "\(format.name) holds numbers only")
    }
    let input = records.soql == nil ? toldRowFormat ?? .lines : .csv
    if format.isTable { try keepFields.checkColumns(of: input) }
  }
}

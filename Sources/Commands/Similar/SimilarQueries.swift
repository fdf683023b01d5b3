import ModelsAPI
import RowEngine
import Wire

/// The texts that are looked for, a few at a time: each with its id, or why it cannot be looked for.
struct SimilarQueries {
  /// Texts that go into one request, and for which the file of vectors is read once.
  private static let batchSize = 16

  private var source: any RowSource
  private let fields: TextFields

  /// - Throws: ``InputFailure``, and ``CommandFailure`` where nothing is put into standard input.
  init(_ command: Similar, in context: Context, _ notes: Notes) throws {
    let name = command.source.from ?? "-"
    if name == "-", context.input.kind != .redirected {
      throw CommandFailure.noInput(isTerminal: context.input.kind == .terminal)
    }
    let blocks =
      name == "-"
      ? context.input.blocks { notes.note("waiting for rows on standard input") }
      : try Input.blocks(ofFile: name)
    let told = try command.source.toldFormat
    let text = try RowText(command.source.textField ?? "text")
    let asked = AskedFields(
      required: text.names.map { [$0] } + (command.source.idField.map { [[$0]] } ?? []),
      optional: ["id"])
    source = RowReader(
      told ?? .lines, isAssumed: told == nil, fields: asked,
      read: blocks.unpacked(isPacked: FileNameFormat.isPacked(name)).next)
    fields = TextFields(idField: command.source.idField, text: text)
  }

  /// - Returns: nothing at the end.
  /// - Throws: ``RowInputFailure``, and what reading throws.
  mutating func next() throws -> [RowItem<String>] {
    var items: [RowItem<String>] = []
    while items.count < Self.batchSize, let row = try source.next() { items.append(fields.item(row)) }
    return items
  }
}

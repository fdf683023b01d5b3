import RowEngine

/// The texts that are looked for, a few at a time: each with its id, or why it cannot be looked for.
struct SimilarQueries {
  /// Texts that go into one request, and for which the file of vectors is read once.
  static let batchSize = 16

  private var source: any RowSource
  private let fields: TextFields

  /// - Throws: ``InputFailure``, and ``CommandFailure`` where nothing is put into standard input.
  init(_ command: Similar, in context: Context, _ notes: Notes) throws {
    let told = try command.source.toldFormat
    let text = try RowText(command.source.textField ?? "text")
    let asked = AskedFields(
      required: text.names.map { [$0] } + (command.source.idField.map { [[$0]] } ?? []),
      optional: ["id"])
    let input = try RowInput.open(
      command.source.from ?? "-", told, or: .lines, fields: asked, in: context, notes)
    source = input.source
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

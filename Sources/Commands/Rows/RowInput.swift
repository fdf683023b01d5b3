import RowEngine

/// The rows of a file or of standard input, and how many bytes they are, where that is known.
struct RowInput {
  let source: any RowSource
  let bytes: Int?

  /// - Throws: ``InputFailure``, and ``CommandFailure/noInput(isTerminal:)`` when nobody puts anything there.
  static func open(
    _ inputName: String, _ format: RowFormat, in context: Context, _ notes: Notes
  ) throws -> RowInput {
    guard inputName == "-" else {
      let blocks = try Input.blocks(ofFile: inputName)
      return RowInput(source: RowReader(format, read: blocks.next), bytes: blocks.size)
    }
    guard context.input.kind == .redirected else {
      throw CommandFailure.noInput(isTerminal: context.input.kind == .terminal)
    }
    let blocks = context.input.blocks { notes.note("waiting for rows on standard input") }
    return RowInput(source: RowReader(format, read: blocks.next), bytes: blocks.size)
  }
}

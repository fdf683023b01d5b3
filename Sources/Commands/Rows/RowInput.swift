import Digest
import RowEngine

/// The rows of a file or of standard input, and how many bytes they are, where that is known.
struct RowInput {
  let source: any RowSource
  let bytes: Int?

  /// - Throws: ``InputFailure``, and ``CommandFailure/noInput(isTerminal:)`` when nobody puts anything there.
  static func open(for job: some RowJob, in context: Context, _ notes: Notes) throws -> RowInput {
    try open(
      job.rows.inputName, job.toldFormat, or: job.defaultFormat, fields: job.askedFields, in: context, notes)
  }

  /// - Parameters:
  ///   - name: a path, or `-`.
  ///   - told: the format, as far as an option or the file's name tells it.
  ///   - assumed: the format, where nothing tells it.
  ///   - fields: those that are looked at.
  /// - Throws: ``InputFailure``, and ``CommandFailure/noInput(isTerminal:)`` when nobody puts anything there.
  static func open(
    _ name: String, _ told: RowFormat?, or assumed: RowFormat, fields: AskedFields, in context: Context,
    _ notes: Notes
  ) throws -> RowInput {
    let blocks = try blocks(of: name, in: context, notes).unpacked(isPacked: FileNameFormat.isPacked(name))
    let source = RowReader(
      told ?? assumed, isAssumed: told == nil, fields: fields, read: blocks.next,
      onGuess: { delimiter in
        let character = delimiter == "\t" ? "a tab" : "'\(delimiter)'"
        notes.note("the fields of the input are taken to be divided by \(character); if not: --delimiter ','")
      })
    return RowInput(source: source, bytes: blocks.size)
  }

  private static func blocks(of name: String, in context: Context, _ notes: Notes) throws -> InputBlocks {
    guard name == "-" else { return try Input.blocks(ofFile: name) }
    guard context.input.kind == .redirected else {
      throw CommandFailure.noInput(isTerminal: context.input.kind == .terminal)
    }
    return context.input.blocks { notes.note("waiting for rows on standard input") }
  }
}

/// Rows that stand on the command line: texts, and then files of which each is one.
struct ListedTexts: RowSource {
  private let texts: [String]
  private let files: [String]
  private var count = 0
  private var bytes = 0
  private var hash = SHA256()

  init(_ texts: [String], files: [String]) {
    self.texts = texts
    self.files = files
  }

  mutating func next() throws -> Row? {
    guard count < texts.count + files.count else { return nil }
    defer { count += 1 }
    if count < texts.count { return Row(number: count + 1, content: content(texts[count])) }
    let blocks = try Input.blocks(ofFile: files[count - texts.count])
    var file = RowReader(.whole, read: blocks.next)
    let row = try file.next()
    take(file.mark.digest)
    return Row(number: count + 1, content: row?.content ?? .unusable(.empty))
  }

  private mutating func content(_ text: String) -> Row.Content {
    take(Array(text.utf8) + [0])
    return text.isEmpty ? .unusable(.empty) : .text(text)
  }

  private mutating func take(_ bytes: [UInt8]) {
    hash.update(bytes)
    self.bytes += bytes.count
  }

  var mark: InputCheckpoint { InputCheckpoint(bytes: bytes, digest: hash.digest) }
}

import CEditline
import Glibc

/// The line that libedit is editing, in libedit's own scalars.
struct EditedLine {
  private let editor: OpaquePointer

  init(_ editor: OpaquePointer) {
    self.editor = editor
  }

  var before: [Unicode.Scalar] {
    guard let line = el_wline(editor)?.pointee else { return [] }
    return Self.scalars(line.buffer, line.cursor)
  }

  var after: [Unicode.Scalar] {
    guard let line = el_wline(editor)?.pointee else { return [] }
    return Self.scalars(line.cursor, line.lastchar)
  }

  var all: [Unicode.Scalar] { before + after }

  /// The one before the cursor.
  var last: Unicode.Scalar? {
    guard let line = el_wline(editor)?.pointee, let cursor = line.cursor, let buffer = line.buffer,
      cursor > buffer
    else { return nil }
    return Unicode.Scalar(UInt32(bitPattern: cursor[-1]))
  }

  /// Takes it out.
  func removeLast() { el_deletestr(editor, 1) }

  /// Puts a cursor that is outside the line back into it.
  ///
  /// libedit leaves it there after vi's `n` that finds nothing, or `$` in an empty line, and later writes over its own
  /// memory because of it.
  func mend() {
    guard let line = el_wline(editor)?.pointee, line.cursor > line.lastchar || line.cursor < line.buffer
    else { return }
    _ = el_cursor(editor, CInt(line.lastchar - line.cursor))
  }

  /// Puts the cursor behind so many scalars.
  @discardableResult
  func move(to cursor: Int) -> Bool {
    el_cursor(editor, CInt(cursor - before.count)) >= 0
  }

  func insert(_ scalars: [Unicode.Scalar]) {
    guard !scalars.isEmpty else { return }
    _ = el_winsertstr(editor, Self.characters(scalars))
  }

  /// Puts something else before the cursor.
  func replaceBefore(by scalars: [Unicode.Scalar]) {
    el_deletestr(editor, CInt(before.count))
    insert(scalars)
  }

  @discardableResult
  func replace(by scalars: [Unicode.Scalar], cursor: Int) -> Bool {
    move(to: all.count)
    replaceBefore(by: scalars)
    return move(to: cursor)
  }

  /// Text as libedit wants it, with an end. Nothing of it is zero before that.
  static func characters(_ scalars: [Unicode.Scalar]) -> [wchar_t] {
    scalars.filter { $0.value != 0 }.map { wchar_t(bitPattern: $0.value) } + [0]
  }

  static func scalars(_ start: UnsafePointer<wchar_t>?, _ end: UnsafePointer<wchar_t>?) -> [Unicode.Scalar] {
    guard let start, let end, end > start else { return [] }
    return UnsafeBufferPointer(start: start, count: end - start).compactMap {
      Unicode.Scalar(UInt32(bitPattern: $0))
    }
  }
}

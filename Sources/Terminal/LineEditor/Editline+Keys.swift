import CEditline

/// Which keys do what, before the person's own settings and behind them.
extension Editline {
  static func bindKeys(of editor: OpaquePointer, settings: String?, completes: Bool) {
    addCommands(to: editor)
    _ = editline_set_keys(editor, "emacs")
    bind(Self.keys + Self.sequences, of: editor, completes)
    // A file that is not there is what most people have.
    if let settings { _ = el_source(editor, settings) }
    defer { bindPaste(of: editor) }
    // Switching to vi's keys has unbound the others, and there the escape key means something by itself.
    guard editline_keys(editor).map({ String(cString: $0) }) == "vi" else { return }
    bind(Self.keys, of: editor, completes)
    for (key, command) in Self.viKeys { _ = editline_bind_alternative(editor, key, command) }
  }

  private static let keys = [
    ("^P", EditorCommand.older.rawValue), ("^N", EditorCommand.newer.rawValue),
    ("^R", EditorCommand.search.rawValue),
    ("^L", EditorCommand.clear.rawValue),
  ]

  private static let sequences = [
    ("^[[A", EditorCommand.older.rawValue), ("^[OA", EditorCommand.older.rawValue),
    ("^[[B", EditorCommand.newer.rawValue),
    ("^[OB", EditorCommand.newer.rawValue), ("^[[1;5C", "em-next-word"), ("^[[1;5D", "ed-prev-word"),
    ("^[[3~", "ed-delete-next-char"), ("^[[1~", "ed-move-to-beg"), ("^[[4~", "ed-move-to-end"),
    ("^[[H", "ed-move-to-beg"), ("^[[F", "ed-move-to-end"), ("^[OH", "ed-move-to-beg"),
    ("^[OF", "ed-move-to-end"),
  ]

  private static let viKeys = [
    ("k", EditorCommand.older.rawValue), ("j", EditorCommand.newer.rawValue),
    ("[A", EditorCommand.older.rawValue),
    ("[B", EditorCommand.newer.rawValue), ("OA", EditorCommand.older.rawValue),
    ("OB", EditorCommand.newer.rawValue),
    ("^R", EditorCommand.search.rawValue), ("^L", EditorCommand.clear.rawValue),
  ]

  private static func bind(_ keys: [(String, String)], of editor: OpaquePointer, _ completes: Bool) {
    for (key, command) in keys { _ = editline_bind(editor, key, command) }
    if completes { _ = editline_bind(editor, "^I", EditorCommand.complete.rawValue) }
  }

  private static func bindPaste(of editor: OpaquePointer) {
    let key = "\\\(String(EditorCommand.pasteKey.value, radix: 8))"
    _ = editline_bind(editor, key, EditorCommand.paste.rawValue)
    _ = editline_bind_alternative(editor, key, EditorCommand.paste.rawValue)
  }

  // A C function knows nothing but its arguments, so each command needs one of its own.
  private static func addCommands(to editor: OpaquePointer) {
    let functions: [(EditorCommand, editline_command)] = [
      (.older, { editor, _ in Editline.run(.older, editor) }),
      (.newer, { editor, _ in Editline.run(.newer, editor) }),
      (.search, { editor, _ in Editline.run(.search, editor) }),
      (.complete, { editor, _ in Editline.run(.complete, editor) }),
      (.clear, { editor, _ in Editline.run(.clear, editor) }),
      (.paste, { editor, _ in Editline.run(.paste, editor) }),
    ]
    for (command, function) in functions { _ = editline_add_command(editor, command.rawValue, function) }
  }

  private static func run(_ command: EditorCommand, _ editor: OpaquePointer?) -> UInt8 {
    guard let editor, let session = EditingSession.of(editor) else { return UInt8(CC_ERROR) }
    return UInt8(session.run(command, on: EditedLine(editor)) ? CC_REFRESH : CC_ERROR)
  }
}

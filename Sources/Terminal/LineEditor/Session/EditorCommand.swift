/// What this editor can do beyond libedit, by the names that `editrc` may bind to other keys.
enum EditorCommand: String {
  case older = "sfmodels-older"
  case newer = "sfmodels-newer"
  case search = "sfmodels-search"
  case complete = "sfmodels-complete"
  case clear = "sfmodels-clear"
  /// Not for people: inserts what was pasted. In the middle of vi's `d` or `y` only a command may change the line.
  case paste = "sfmodels-paste"

  /// The key for it that no keyboard has.
  static let pasteKey: Unicode.Scalar = "\u{80}"
}

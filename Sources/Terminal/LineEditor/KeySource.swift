/// Where the bytes of a keyboard come from, as their decoder sees it.
struct KeySource {
  /// Waits for the next.
  var next: () -> KeyEvent
  /// Whether it would not have to wait, or not longer than so many milliseconds.
  var isMoreThere: (_ patience: CInt) -> Bool
  /// Takes what is there already, at once; nothing where keys are to be taken one by one.
  var bytesThere: () -> [UInt8] = { [] }
  /// How many bytes would come so.
  var bytesWaiting: () -> Int = { 0 }

  /// Where nobody types.
  static var nothing: KeySource { KeySource(next: { .end }, isMoreThere: { _ in false }) }
}

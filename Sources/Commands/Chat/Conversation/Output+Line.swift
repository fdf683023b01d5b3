extension Output {
  /// The same, for notes that may come while a spinner is drawn: they begin at the left of an empty line.
  func clearingLine(for terminal: String?) -> Output {
    guard isTerminal, let terminal, !["", "dumb"].contains(terminal) else { return self }
    let own = self
    return Output(isTerminal: true) { bytes in
      try own.write(Array("\r\u{1B}[K".utf8) + bytes)
    }
  }
}

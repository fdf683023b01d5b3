/// What is written to a terminal: control characters that others have sent are shown, prose is broken between words.
package struct ScreenText: Sendable {
  private var filter = ControlCharacterFilter()
  private var wrapper = WordWrapper()

  /// An empty screen.
  package init() {}

  /// Data, whose lines stay as they are; a character that is cut waits for its end.
  package mutating func data(_ bytes: [UInt8]) -> [UInt8] {
    Array(wrapper.finish().string.utf8) + filter.visible(bytes)
  }

  /// A piece of a text for people, whose last word waits for its end.
  ///
  /// - Parameters:
  ///   - width: columns of the terminal.
  ///   - margin: where lines are continued, if not where their own beginning says.
  package mutating func prose(_ text: StyledText, width: Int, continuedAt margin: Int? = nil) -> [UInt8] {
    filter.finish() + Array(wrapper.wrap(text, width: width, continuedAt: margin).string.utf8)
  }

  /// What was held back; what comes next begins a new text.
  package mutating func finish() -> [UInt8] {
    Array(wrapper.finish().string.utf8) + filter.finish()
  }
}

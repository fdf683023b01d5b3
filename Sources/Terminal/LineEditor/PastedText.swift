/// Text as terminals paste it.
enum PastedText {
  /// The text with newlines where the terminal has sent returns.
  static func lines(of text: some Sequence<Unicode.Scalar>) -> String {
    var lines = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    for scalar in text {
      if scalar == "\r" || scalar == "\n" && previous != "\r" { lines.append("\n") }
      if scalar != "\r", scalar != "\n", scalar != "\0" { lines.append(scalar) }
      previous = scalar
    }
    return String(lines)
  }
}

extension String {
  /// The text with others for some of its scalars, as escaping needs it: a character of Swift may hold `<` and a mark with
  /// it, or before it, and then is no `<`, but for whoever reads the bytes it is one.
  package func replacingScalars(_ others: [Unicode.Scalar: String]) -> String {
    var text = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      if let other = others[scalar] {
        text.append(contentsOf: other.unicodeScalars)
      } else {
        text.append(scalar)
      }
    }
    return String(text)
  }
}

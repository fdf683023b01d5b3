/// Anybody's text, as it may stand in XML 1.0 and in HTML, between tags and in attributes.
enum MarkupText {
  /// Without what either would take for its own; most control characters cannot stand there at all.
  ///
  /// - Parameter keepsLines: whether line breaks and tabs stay as they are, which attributes of XML do not.
  static func escaped(_ text: String, keepsLines: Bool = false) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "\n" where keepsLines, "\t" where keepsLines: escaped.unicodeScalars.append(scalar)
      case "\n", "\t", "\r": escaped += "&#\(scalar.value);"
      case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF:
        escaped += "\u{FFFD}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}

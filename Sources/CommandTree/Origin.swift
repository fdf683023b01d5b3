/// Where a value came from; a default has no origin.
package enum Origin: Sendable, Equatable {
  case commandLine
  /// The name of the variable.
  case environment(String)
  /// The place of the setting, in words for people.
  case setting(String)
}

/// A value found in a settings file, and where.
package struct Setting: Sendable, Equatable {
  package let text: String
  package let file: String

  package init(_ text: String, file: String) {
    self.text = text
    self.file = file
  }
}

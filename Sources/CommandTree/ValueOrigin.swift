/// Where a value came from; a default has no origin.
package enum ValueOrigin: Sendable, Equatable {
  case commandLine
  /// The name of the variable.
  case environment(String)
  /// The place of the setting, in words for people.
  case setting(String)
  /// The path of a file that the command line names.
  case document(String)
}

/// A value found in a settings file, and where.
package struct Setting: Sendable, Equatable {
  /// The value as it is written.
  package let text: String
  /// The path of the settings file.
  package let file: String

  /// A value and the file it stands in.
  package init(_ text: String, file: String) {
    self.text = text
    self.file = file
  }
}

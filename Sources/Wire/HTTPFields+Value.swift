package import HTTPTypes

extension HTTPFields {
  /// The same as the library's subscript: the value of a field, those of several joined; `nil` for none.
  ///
  /// The subscript joins one value too, in code that is generic: every request looks ten fields up, and that was 4% of
  /// the server's work for it.
  package func value(of name: HTTPField.Name) -> String? {
    var found: String?
    for field in self where field.name == name {
      guard found == nil else { return self[name] }
      found = field.value
    }
    return found
  }
}

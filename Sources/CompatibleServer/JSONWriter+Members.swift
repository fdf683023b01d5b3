import Wire

extension JSONWriter {
  /// Writes a member whole.
  mutating func member(_ name: String, _ value: String) {
    self.name(name)
    string(value)
  }

  mutating func member(_ name: String, _ value: Int) {
    self.name(name)
    number(value)
  }

  mutating func member(_ name: String, _ count: Count) { member(name, count.value) }

  /// Writes `null` where there is no text.
  mutating func member(_ name: String, _ value: String?) {
    self.name(name)
    if let value { string(value) } else { null() }
  }

  mutating func object(_ name: String, _ members: (inout JSONWriter) throws -> Void) rethrows {
    self.name(name)
    try object(members)
  }
}

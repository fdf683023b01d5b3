/// The name of a member as it stands in the text: it is compared as bytes, and no string is made of it that nobody wants.
///
/// What a service says of one word of an answer has two dozen members: making strings of their names, and comparing
/// those, took a third of the time that reading it took.
package struct JSONMemberName: Sendable {
  private let bytes: [UInt8]
  private let content: JSONString.Content

  /// - Parameter bytes: what the name stands in; where it has escapes, the name without them.
  init(_ bytes: [UInt8], _ content: JSONString.Content) {
    self.bytes = bytes
    self.content = content
  }

  /// The name.
  package var text: String { JSONString.text(bytes.span, content) }

  /// How many bytes the name has as UTF-8.
  package var count: Int { content.range.count }

  /// Whether it is a name that is known; ASCII alone, which has one spelling.
  package static func ~= (known: StaticString, name: JSONMemberName) -> Bool { name == known }

  /// Whether it is a name that is known; ASCII alone, which has one spelling.
  package static func == (name: JSONMemberName, known: StaticString) -> Bool {
    name.bytes.span.extracting(name.content.range).isEqual(to: known)
  }

  /// Whether it is another than a name that is known.
  package static func != (name: JSONMemberName, known: StaticString) -> Bool { !(name == known) }
}

extension Span<UInt8> {
  /// Whether these are the bytes of a text.
  package func isEqual(to text: StaticString) -> Bool {
    guard count == text.utf8CodeUnitCount else { return false }
    for index in indices where self[index] != text.utf8Start[index] { return false }
    return true
  }
}

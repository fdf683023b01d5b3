/// One component of an org's metadata, as a file of a source-format project.
struct MetadataComponent: Equatable, Sendable {
  static let namespace = "http://soap.sforce.com/2006/04/metadata"

  let type: String
  let name: String
  private let folder: String
  private let suffix: String
  private let elements: [Element]

  private struct Element: Equatable, Sendable {
    let name: String
    let text: String
  }

  /// - Parameter elements: those without a text are left out.
  init(_ type: String, _ name: String, in folder: String, suffix: String, _ elements: [(String, String?)]) {
    self.type = type
    self.name = name
    self.folder = folder
    self.suffix = suffix
    self.elements = elements.compactMap { name, text in text.map { Element(name: name, text: $0) } }
  }

  /// Below the folder of a package.
  var path: String { "\(folder)/\(name).\(suffix)-meta.xml" }

  var xml: String {
    let lines = elements.map {
      "    <\($0.name)>\(MarkupText.escaped($0.text, keepsLines: true))</\($0.name)>\n"
    }
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <\(type) xmlns="\(Self.namespace)">
      \(lines.joined())</\(type)>

      """
  }
}

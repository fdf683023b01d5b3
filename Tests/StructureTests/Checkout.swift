import FoundationEssentials

/// The project's own files, read as text.
enum Checkout {
  static let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()

  /// Every Swift file below a folder at the top of the checkout, in the order of their paths.
  static func swiftFiles(below folder: String) throws -> [SwiftFile] {
    try FileManager.default.subpathsOfDirectory(atPath: "\(root)/\(folder)")
      .filter { $0.hasSuffix(".swift") }.sorted()
      .map { try SwiftFile(path: "\(folder)/\($0)", text: text("\(folder)/\($0)")) }
  }

  /// The names in a folder at the top of the checkout.
  static func names(in folder: String) throws -> Set<String> {
    Set(try FileManager.default.contentsOfDirectory(atPath: "\(root)/\(folder)"))
  }

  static func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: "\(root)/\(path)")), as: UTF8.self)
  }
}

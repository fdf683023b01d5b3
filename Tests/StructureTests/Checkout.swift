import FoundationEssentials

/// The project's own files, read as text.
enum Checkout {
  struct Import: Equatable {
    let file: String
    let module: String
  }

  static let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
  static let sources = root + "/Sources"
  static let tests = root + "/Tests"

  /// Every import of the Swift files below a folder.
  static func imports(below folder: String) throws -> [Import] {
    try files(below: folder, ending: ".swift").flatMap { file in
      try text(file).split(separator: "\n").compactMap(module).map { Import(file: file, module: $0) }
    }
  }

  /// What the manifest says a target may import.
  static func declaredDependencies(of module: String) throws -> Set<String> {
    let manifest = try text(root + "/Package.swift")
    guard let start = manifest.firstRange(of: "\"\(module)\"", after: "module(")?.upperBound else { return [] }
    // A module without imports closes its parenthesis before any bracket opens.
    let entry = manifest[start...].prefix { $0 != ")" }
    let list = (entry.split(separator: "[", maxSplits: 1).dropFirst().first ?? "").prefix { $0 != "]" }
    let names = list.split(whereSeparator: { " ,\n]".contains($0) }).map(String.init)
    return Set(names.map(productName))
  }

  static func files(below folder: String, ending: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(ending) }.map {
      "\(folder)/\($0)"
    }
  }

  static func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
  }

  private static func module(of line: Substring) -> String? {
    let words = line.split(separator: " ").filter {
      !["public", "package", "internal", "@preconcurrency", "@testable"].contains($0)
    }
    guard words.first == "import", let name = words.dropFirst().first else { return nil }
    return String(name.split(separator: ".")[0])
  }

  /// `.nioCore` in the manifest is the product `NIOCore`.
  private static func productName(_ word: String) -> String {
    guard word.hasPrefix(".") else { return word.filter { $0 != "\"" } }
    let products = [
      "httpTypes": "HTTPTypes", "crypto": "Crypto", "cryptoExtras": "CryptoExtras",
      "nioCore": "NIOCore", "nioExtras": "NIOExtras", "nioSOCKS": "NIOSOCKS",
      "nioPosix": "NIOPosix", "nioHTTP1": "NIOHTTP1", "nioTLS": "NIOTLS",
      "nioHTTPTypesHTTP1": "NIOHTTPTypesHTTP1", "nioSSL": "NIOSSL",
      "tomlKit": "TOMLKit", "subprocess": "Subprocess",
    ]
    return products[String(word.dropFirst())] ?? word
  }
}

extension String {
  /// The first place of a text that follows a marker, with nothing but white space between them.
  fileprivate func firstRange(of text: String, after marker: String) -> Range<Index>? {
    ranges(of: text).first { range in
      self[..<range.lowerBound].reversed().drop(while: \.isWhitespace).starts(with: marker.reversed())
    }
  }
}

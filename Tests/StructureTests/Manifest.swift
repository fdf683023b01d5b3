import FoundationEssentials
import Testing

/// What Package.swift says of the targets under Sources, lowest layer first.
struct Manifest {
  struct Module: Equatable, CustomTestStringConvertible {
    let name: String
    /// The modules it may import, ours and others'.
    let imports: Set<String>

    var testDescription: String { name }
  }

  let modules: [Module]

  init() throws {
    let text = try Checkout.text("Package.swift")
    let products = Self.products(in: text)
    let list = try #require(text.ranges(of: "targets: [").last)
    modules = Self.entries(in: text[list.upperBound...]).compactMap { Self.module($0, products) }
  }

  /// The calls at the top of a list: their text, parentheses included.
  private static func entries(in list: Substring) -> [Substring] {
    var entries: [Substring] = []
    var depth = 0
    var start = list.startIndex
    for index in list.indices {
      switch list[index] {
      case "(" where depth == 0: (start, depth) = (index, 1)
      case "(": depth += 1
      case ")" where depth == 1:
        entries.append(list[startOfCall(start, in: list)...index])
        depth = 0
      case ")" where depth == 0: return entries
      case ")": depth -= 1
      default: break
      }
    }
    return entries
  }

  private static func startOfCall(_ parenthesis: Substring.Index, in list: Substring) -> Substring.Index {
    list[..<parenthesis].lastIndex { !($0.isLetter || $0 == ".") }.map(list.index(after:)) ?? list.startIndex
  }

  /// A target that stands under Sources; those under Tests have a path or are called `tests`.
  private static func module(_ entry: Substring, _ products: [String: String]) -> Module? {
    let isUnderSources = ["module(", ".target(", ".executableTarget("].contains { entry.hasPrefix($0) }
    guard isUnderSources, !entry.contains("path:"), let name = literals(in: entry).first else { return nil }
    let list = entry.firstRange(of: /(imports|dependencies): \[/).map { entry[$0.upperBound...] } ?? ""
    let words = list.prefix { $0 != "]" }.split { " ,\n".contains($0) }
    return Module(
      name: name,
      imports: Set(
        words.map { products[String($0)] ?? $0.trimmingPrefix("\"").prefix { $0 != "\"" }.description }))
  }

  /// `.nioCore` in a list is the product `NIOCore`, as an extension of the manifest says.
  private static func products(in manifest: String) -> [String: String] {
    let lines = manifest.matches(of: /static let (\w+) = product\(name: "(\w+)"/)
    return Dictionary(uniqueKeysWithValues: lines.map { (".\($0.output.1)", String($0.output.2)) })
  }

  private static func literals(in text: Substring) -> [String] {
    text.matches(of: /"([^"]+)"/).map { String($0.output.1) }
  }
}

import FoundationEssentials
import Glibc
import TestSupport
import Testing
import Wire

@testable import TOML

/// The cases of toml-test (https://github.com/toml-lang/toml-test), which the source of tomlkit carries.
struct TOMLConformanceTests {
  private static let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
  private static let sources = root + "/.build/clients/sources"

  /// The suite unpacked, and the names of its cases for TOML 1.0.
  private static let suite: (folder: TemporaryFolder, files: [String])? = {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: sources),
      let archive = names.first(where: { $0.hasPrefix("tomlkit-") && $0.hasSuffix(".tar.gz") }),
      let folder = try? TemporaryFolder(),
      system(
        "tar xzf '\(sources)/\(archive)' -C '\(folder.path)' --strip-components=3 --wildcards '*/tests/toml-test/tests/*'"
      )
        == 0,
      let list = try? folder.text(of: "tests/files-toml-1.0.0")
    else { return nil }
    return (folder, list.split(separator: "\n").map(String.init).filter { $0.hasSuffix(".toml") })
  }()

  private static func files(_ kind: String) throws -> [(name: String, bytes: [UInt8])] {
    let suite = try #require(suite, "the cases are missing: the README's first command fetches them")
    return try suite.files.filter { $0.hasPrefix(kind) }.map {
      ($0, try suite.folder.bytes(of: "tests/\($0)"))
    }
  }

  @Test func whatIsValidIsReadAsTheSuiteReadsIt() throws {
    let files = try Self.files("valid/")
    #expect(files.count > 150)
    for (name, bytes) in files {
      let expected = try JSONValue(
        decoding: try #require(Self.suite).folder.bytes(of: "tests/\(name.dropLast(5)).json"))
      do {
        let root = try TOMLDocument(bytes).root
        #expect(Self.agrees(.table(root), with: expected), "\(name): \(root) is not \(expected.text)")
      } catch {
        Issue.record("\(name): \(error)")
      }
    }
  }

  @Test func whatIsInvalidIsRefused() throws {
    let files = try Self.files("invalid/")
    #expect(files.count > 300)
    for (name, bytes) in files {
      #expect(throws: TOMLFailure.self, "\(name)") { try TOMLDocument(bytes) }
    }
  }

  @Test func everyPrefixIsReadOrRefused() throws {
    for (_, bytes) in try Self.files("") where bytes.count < 1000 {
      for end in 0..<bytes.count { _ = try? TOMLDocument(Array(bytes[..<end])) }
    }
  }

  @Test func aValueIsAddedToWhateverIsValidAndTakenAwayAgain() throws {
    for (name, bytes) in try Self.files("valid/") {
      let root = try TOMLDocument(bytes).root
      guard root["added by us"] == nil else { continue }
      let added = try TOMLDocument(TOMLDocument(bytes).setting(["added by us", "a.b"], to: "v"))
      #expect(added.root.members.dropLast() == root.members[...] || Self.hasNaN(bytes), "\(name)")
      let removed = try TOMLDocument(added.setting(["added by us", "a.b"], to: nil))
      #expect(removed.root.members.count == root.members.count + 1, "\(name)")
    }
  }

  private static func hasNaN(_ bytes: [UInt8]) -> Bool {
    String(decoding: bytes, as: UTF8.self).contains("nan")
  }

  /// The suite's form: each value is `{"type": …, "value": …}`, each value a text.
  private static func agrees(_ value: TOMLValue, with expected: JSONValue) -> Bool {
    switch value {
    case .table(let table):
      guard let object = expected.object, object.members.count == table.members.count else { return false }
      return table.members.allSatisfy { member in
        object.members.contains {
          $0.name.utf8.elementsEqual(member.name.utf8) && agrees(member.value, with: $0.value)
        }
      }
    case .array(let values):
      guard let array = expected.array, array.count == values.count else { return false }
      return zip(values, array).allSatisfy { agrees($0, with: $1) }
    case .string(let text): return scalar("string", in: expected)?.utf8.elementsEqual(text.utf8) == true
    case .integer(let number): return scalar("integer", in: expected) == String(number)
    case .boolean(let isTrue): return scalar("bool", in: expected) == String(isTrue)
    case .float(let number):
      guard let text = scalar("float", in: expected), let other = Double(text) else { return false }
      return number == other || number.isNaN && other.isNaN
    case .dateTime(let text, let kind):
      return scalar(type(kind), in: expected).map(normal) == normal(text)
    }
  }

  private static func scalar(_ type: String, in expected: JSONValue) -> String? {
    expected["type"]?.string == type ? expected["value"]?.string : nil
  }

  private static func type(_ kind: TOMLValue.DateTimeKind) -> String {
    switch kind {
    case .offsetDateTime: "datetime"
    case .localDateTime: "datetime-local"
    case .localDate: "date-local"
    case .localTime: "time-local"
    }
  }

  /// Without what two writers of the same moment may choose.
  private static func normal(_ moment: String) -> String {
    let text = moment.uppercased().replacing(" ", with: "T")
    let rest = text.split(separator: ".", maxSplits: 1)
    guard rest.count == 2 else { return text }
    let digits = rest[1].prefix { $0.isNumber }
    let kept = String(digits.reversed().drop { $0 == "0" }.reversed())
    return rest[0] + (kept.isEmpty ? "" : "." + kept) + rest[1].dropFirst(digits.count)
  }
}

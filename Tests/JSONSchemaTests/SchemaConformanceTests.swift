import FoundationEssentials
import Glibc
import TestSupport
import Testing
import Wire

@testable import JSONSchema

/// The JSON Schema Test Suite (https://github.com/json-schema-org/JSON-Schema-Test-Suite), draft 2020-12, which the
/// source of Python's jsonschema carries.
struct SchemaConformanceTests {
  private static let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
  private static let sources = root + "/.build/clients/sources"

  /// The suite unpacked.
  private static let suite: TemporaryFolder? = {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: sources),
      let archive = names.first(where: { $0.hasPrefix("jsonschema-") && $0.hasSuffix(".tar.gz") }),
      let folder = try? TemporaryFolder(),
      system(
        "tar xzf '\(sources)/\(archive)' -C '\(folder.path)' --strip-components=2 --wildcards '*/json/tests/*' '*/json/remotes/*'"
      ) == 0
    else { return nil }
    return folder
  }()

  private struct Counts: Equatable {
    var passed = 0
    var failed: [String] = []
  }

  /// - Parameter isMeant: whether the cases of a schema are, by its description.
  private static func run(
    _ folder: String, assertsFormats: Bool = false, files isMeant: (String) -> Bool = { _ in true }
  ) throws -> Counts {
    let suite = try #require(suite, "the cases are missing: the README's second command fetches them")
    var counts = Counts()
    for name in try suite.names(in: folder) where name.hasSuffix(".json") && isMeant(name) {
      for group in try JSONValue(decoding: suite.bytes(of: "\(folder)/\(name)")).array ?? [] {
        try run(group, of: name, assertsFormats, suite, &counts)
      }
    }
    return counts
  }

  private static func run(
    _ group: JSONValue, of file: String, _ assertsFormats: Bool, _ suite: TemporaryFolder,
    _ counts: inout Counts
  ) throws {
    let about = "\(file): \(group["description"]?.string ?? "")"
    do {
      let schema = try Schema(try #require(group.object?["schema"]), assertsFormats: assertsFormats) {
        remote($0, suite)
      }
      for test in group["tests"]?.array ?? [] {
        let misfits = schema.misfits(of: try #require(test.object?["data"]))
        if misfits.isEmpty == test["valid"]?.bool {
          counts.passed += 1
        } else {
          counts.failed.append("\(about): \(test["description"]?.string ?? ""): \(misfits.first)")
        }
      }
    } catch let error as SchemaError {
      counts.failed.append("\(about): \(error)")
    }
  }

  /// What the suite wants to be served at this address.
  private static func remote(_ uri: String, _ suite: TemporaryFolder) -> JSONValue? {
    let base = "http://localhost:1234/"
    guard uri.hasPrefix(base), let bytes = try? suite.bytes(of: "remotes/\(uri.dropFirst(base.count))") else {
      return nil
    }
    return try? JSONValue(decoding: bytes)
  }

  @Test func everyRequiredCaseIsJudgedAsTheSuiteJudgesIt() throws {
    let counts = try Self.run("tests/draft2020-12")
    #expect(counts.failed == [])
    #expect(counts.passed >= 1257)
  }

  /// But for keywords and references of older drafts, which are none here.
  @Test func everyOptionalCaseOfThisDraftIsJudgedAsTheSuiteJudgesIt() throws {
    let counts = try Self.run("tests/draft2020-12/optional") {
      !["cross-draft.json", "dependencies-compatibility.json"].contains($0)
    }
    #expect(counts.failed == [])
    #expect(counts.passed >= 120)
  }

  /// But for international host names, which need tables that are not here.
  @Test func everyFormatIsAssertedAsTheSuiteAssertsIt() throws {
    let counts = try Self.run("tests/draft2020-12/optional/format", assertsFormats: true) {
      $0 != "idn-hostname.json"
    }
    #expect(counts.failed == [])
    #expect(counts.passed >= 400)
  }
}

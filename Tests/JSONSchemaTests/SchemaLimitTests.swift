import Testing
import Wire

@testable import JSONSchema

/// Whatever a schema and a value are, an end is found.
struct SchemaLimitTests {
  private static func nested(_ depth: Int) throws -> JSONValue {
    try JSONValue(decoding: String(repeating: "[", count: depth) + String(repeating: "]", count: depth))
  }

  @Test func aSchemaThatRefersToItselfGoesAsDeepAsTheValue() throws {
    let schema = try Schema(["type": "array", "items": ["$ref": "#"]])
    #expect(try schema.misfits(of: Self.nested(250)).isEmpty)
  }

  @Test func aDynamicReferenceThatNeverGoesIntoTheValueIsNotFollowedForEver() throws {
    let schema = try Schema(["$dynamicAnchor": "a", "anyOf": [["type": "null"], ["$dynamicRef": "#a"]]])
    #expect(schema.misfits(of: 1).first.map(\.reason) == [.undecided])
  }

  @Test func aChainOfManyReferencesIsNoChainOfCalls() throws {
    let definitions = (0..<5_000).map { number in
      JSONObject.Member("d\(number)", ["items": ["$ref": .string("#/$defs/d\(number + 1)")]])
    }
    let all = JSONObject(definitions + [JSONObject.Member("d5000", true)])
    let schema = try Schema(["$ref": "#/$defs/d0", "$defs": .object(all)])
    #expect(try schema.misfits(of: Self.nested(250)).isEmpty)
  }

  @Test func whatGrowsExponentiallyIsGivenUp() throws {
    var definitions: JSONObject = ["d0": true]
    for number in 1...60 {
      let inner: JSONValue = ["$ref": .string("#/$defs/d\(number - 1)")]
      definitions["d\(number)"] = ["allOf": [inner, inner]]
    }
    let schema = try Schema(["$ref": "#/$defs/d60", "$defs": .object(definitions)])
    #expect(schema.misfits(of: 1).first.map(\.reason) == [.undecided])
  }

  @Test(arguments: ["^(a+)+$", "^(a|aa)+$", "^(a|a)*$", "(x+x+)+y", "^(.*)*(.*)*$b"])
  func aPatternThatMakesOthersBacktrackTakesNoTime(_ pattern: String) throws {
    let schema = try Schema(["pattern": .string(pattern)])
    let text = String(repeating: pattern.contains("x") ? "x" : "a", count: 5_000) + "!"
    #expect(schema.misfits(of: .string(text)).first.map(\.reason) == [.pattern(pattern)])
  }

  @Test func manyEqualElementsAreFoundAtOnce() throws {
    let numbers = (0..<50_000).map { JSONValue($0) }
    let schema = try Schema(["uniqueItems": true])
    #expect(schema.misfits(of: .array(numbers)).isEmpty)
    #expect(schema.misfits(of: .array(numbers + [7])).first.map(\.reason) == [.uniqueItems(7, 50_000)])
  }
}

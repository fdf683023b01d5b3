import Wire

@testable import JSONSchema

extension FuzzTarget {
  /// Schemas, and what is held against them.
  static let schemas = [
    FuzzTarget("schema", holdAgainstSchema), FuzzTarget("regular-expression", matchExpression),
  ]

  /// A schema on the first line, a value behind it.
  private static func holdAgainstSchema(_ bytes: [UInt8]) {
    let (first, second) = bytes.halves
    guard let document = try? JSONValue(decoding: first) else { return }
    do {
      let schema = try Schema(document, assertsFormats: bytes.hash % 2 == 0)
      guard let value = try? JSONValue(decoding: second) else { return }
      let misfits = schema.misfits(of: value)
      expect(misfits.isEmpty == misfits.first.isEmpty, "misfits that are none")
      expectSame(schema.misfits(of: value), misfits, "held against it again")
      for misfit in misfits.first {
        expect(JSONPointer(misfit.instance) != nil, "no pointer: \(misfit.instance)")
      }
    } catch let error as SchemaError {
      expect(!error.description.isEmpty, "no words")
    } catch {
      fatalError("\(error)")
    }
  }

  /// An expression on the first line, a text behind it: what matches a text matches it whatever stands beside it.
  private static func matchExpression(_ bytes: [UInt8]) {
    let (first, second) = bytes.halves
    let pattern = String(decoding: first, as: UTF8.self)
    guard let expression = try? RegularExpression(pattern) else { return }
    var steps = 1_000_000
    guard let isFound = expression.matches(second.text, steps: &steps) else { return }
    steps = 4_000_000
    guard let alternative = try? RegularExpression("(?:\(pattern))|(?:\(pattern))") else { return }
    guard let isFoundAgain = alternative.matches(second.text, steps: &steps) else { return }
    expectSame(isFoundAgain, isFound, "the same twice: \(pattern)")
  }
}

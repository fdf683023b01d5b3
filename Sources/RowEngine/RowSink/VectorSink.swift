package import Wire

/// A format of vectors: texts are what was sent for the rows. A new one says how a row is written, and is a row of
/// `VectorFormat`'s table.
package protocol VectorSink: RowSink where Content == String, Value == Vector {
  /// The length that the vectors so far have; every vector is held against it before it is written.
  var check: DimensionCheck { get set }
}

extension VectorSink {
  /// How many numbers the vectors have, once there was one.
  package var state: JSONObject { check.state }

  /// Holds further vectors to the length of those of an earlier run, if there were any.
  package mutating func restore(_ state: JSONObject) { check = DimensionCheck(state) }
}

/// Sees to it that all vectors of an output have the same length, in resumed runs too.
package struct DimensionCheck: Hashable, Sendable {
  /// How many numbers each vector has; `nil` before the first.
  package private(set) var dimensions: Int?

  /// A check that the first vector decides.
  init() {}

  /// The check of an earlier run, from what it left.
  init(_ state: JSONObject) { dimensions = state["dimensions"]?.count?.value }

  var state: JSONObject {
    var state: JSONObject = [:]
    state.set("dimensions", dimensions.map { JSONValue($0) })
    return state
  }

  /// - Throws: ``UnequalDimensions`` for a vector that is not as long as the first.
  mutating func check(_ vector: Vector) throws {
    guard let dimensions else {
      dimensions = vector.dimensions
      return
    }
    guard dimensions == vector.dimensions else {
      throw UnequalDimensions(expected: dimensions, found: vector.dimensions)
    }
  }
}

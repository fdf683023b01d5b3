package import Wire

/// Vectors as JSON objects: one a line, or all of them in an array.
package struct VectorObjectsSink: RowSink {
  /// Texts are what was sent for a row.
  package typealias Content = String
  /// A vector is what came back for a row.
  package typealias Value = Vector

  /// How the objects stand together.
  package enum Frame: Hashable, Sendable { case lines, array }

  private let frame: Frame
  private let keepsText: Bool
  private var isFirst = true
  private var check = DimensionCheck()

  /// - Parameter keepsText: whether each text stands beside its vector.
  package init(_ frame: Frame, keepsText: Bool) {
    self.frame = frame
    self.keepsText = keepsText
  }

  /// Adds an object for a row with a vector; a refused row leaves none.
  ///
  /// - Throws: ``UnequalDimensions`` for a vector that is not as long as those before it.
  package mutating func write(_ row: FinishedRow<String, Vector>, to output: inout RowBytes) throws {
    guard case .success(let vector) = row.result else { return }
    try check.check(vector)
    if frame == .array { output.rows += Array((isFirst ? "[\n" : ",\n").utf8) }
    isFirst = false
    output.rows += beginning(row.item)
    vector.append(to: &output.rows)
    output.rows.append(UInt8(ascii: "}"))
    if frame == .lines { output.rows.append(UInt8(ascii: "\n")) }
  }

  /// The object without its end, up to the vector, which is too long to be copied twice.
  private func beginning(_ item: RowItem<String>) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.name("id")
      writer.value(item.id)
      if keepsText, case .success(let text) = item.content {
        writer.name("text")
        writer.string(text)
      }
      writer.name("embedding")
    }
    var bytes = writer.bytes
    bytes.removeLast()
    return bytes
  }

  /// An array that was broken off lacks its end, and so does not look whole.
  package mutating func end(_ output: inout RowBytes) {
    guard frame == .array else { return }
    output.rows += Array((isFirst ? "[]\n" : "\n]\n").utf8)
  }

  /// How many numbers the vectors have, once there was one.
  package var state: JSONObject {
    var state: JSONObject = [:]
    state.set("dimensions", check.dimensions.map { JSONValue($0) })
    return state
  }

  /// Holds further vectors to the length of those of an earlier run, and goes on in its array, if there were
  /// any.
  package mutating func restore(_ state: JSONObject) {
    check = DimensionCheck(state["dimensions"]?.count?.value)
    isFirst = check.dimensions == nil
  }
}

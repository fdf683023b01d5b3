import Wire

/// Vectors as JSON objects: one a line, or all of them in an array.
package struct VectorJSONSink: VectorSink {
  /// How the objects stand together.
  package enum Frame: Hashable, Sendable { case lines, array }

  private let frame: Frame
  private let keepsText: Bool
  private let keptFields: KeptFields
  /// The length that the vectors so far have.
  package var check = DimensionCheck()

  /// - Parameter keepsText: whether each text stands beside its vector.
  package init(_ frame: Frame, keepsText: Bool, keptFields: KeptFields = .none) {
    self.frame = frame
    self.keepsText = keepsText
    self.keptFields = keptFields
  }

  /// Adds an object for a row with a vector; a refused row leaves none.
  ///
  /// - Throws: ``UnequalDimensions`` for a vector that is not as long as those before it.
  package mutating func write(_ row: FinishedRow<String, Vector>, to output: inout RowBytes) throws {
    guard case .success(let vector) = row.result else { return }
    let isFirst = check.dimensions == nil
    try check.check(vector)
    if frame == .array { output.rows += Array((isFirst ? "[\n" : ",\n").utf8) }
    output.rows += beginning(row.item)
    vector.append(to: &output.rows)
    output.rows.append(UInt8(ascii: "}"))
    if frame == .lines { output.rows.append(UInt8(ascii: "\n")) }
  }

  /// The object without its end, up to the vector, which is too long to be copied twice.
  private func beginning(_ item: RowItem<String>) -> [UInt8] {
    var writer = JSONWriter()
    let kept = keptFields.members(of: item.record)
    let taken = Set(kept.map(\.name))
    writer.object { writer in
      if !taken.contains("id") {
        writer.name("id")
        writer.value(item.id)
      }
      for member in kept {
        writer.name(member.name)
        writer.value(member.value)
      }
      if keepsText, case .success(let text) = item.content {
        writer.name(KeptFields.free("text", beside: taken))
        writer.string(text)
      }
      writer.name(KeptFields.free("embedding", beside: taken))
    }
    var bytes = writer.bytes
    bytes.removeLast()
    return bytes
  }

  /// An array that was broken off lacks its end, and so does not look whole.
  package mutating func end(_ output: inout RowBytes) {
    guard frame == .array else { return }
    output.rows += Array((check.dimensions == nil ? "[]\n" : "\n]\n").utf8)
  }
}

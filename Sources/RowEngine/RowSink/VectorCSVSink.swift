package import Wire

/// Vectors as CSV (RFC 4180): the id, fields of the row, perhaps the text, and the vector as a JSON array in one field.
package struct VectorCSVSink: VectorSink {
  private let keepsText: Bool
  private let keptFields: KeptFields
  /// Whether the line that names the columns is written.
  private var hasBegun = false
  /// The length that the vectors so far have.
  package var check = DimensionCheck()

  /// - Parameter keepsText: whether each text stands beside its vector.
  package init(keepsText: Bool, keptFields: KeptFields = .none) {
    self.keepsText = keepsText
    self.keptFields = keptFields
  }

  /// Opens the table with the line that names its columns, where no row is needed to know them.
  package mutating func begin(_ output: inout RowBytes) {
    guard let columns = keptFields.columns else { return }
    CSVRecord.append(header(columns), to: &output.opening)
    hasBegun = true
  }

  /// Adds a line for a row with a vector; a refused row leaves none.
  ///
  /// - Throws: ``UnequalDimensions`` for a vector that is not as long as those before it.
  package mutating func write(_ row: FinishedRow<String, Vector>, to output: inout RowBytes) throws {
    guard case .success(let vector) = row.result else { return }
    try check.check(vector)
    let kept = keptFields.columns(of: row.item.record)
    if !hasBegun { CSVRecord.append(header(kept), to: &output.rows) }
    hasBegun = true
    for field in fields(of: row.item, kept) {
      CSVRecord.append(field, to: &output.rows)
      output.rows.append(UInt8(ascii: ","))
    }
    output.rows.append(UInt8(ascii: "\""))
    vector.append(to: &output.rows)
    output.rows += [UInt8(ascii: "\""), UInt8(ascii: "\n")]
  }

  private func header(_ kept: [String]) -> [String] {
    let ours = (keepsText ? ["text", "embedding"] : ["embedding"]).map {
      KeptFields.free($0, beside: Set(kept))
    }
    return (kept.contains("id") ? [] : ["id"]) + kept + ours
  }

  /// All but the vector.
  private func fields(of item: RowItem<String>, _ kept: [String]) -> [String] {
    var fields = kept.contains("id") ? [] : [item.id.fieldText]
    fields += kept.map { item.record?[$0]?.fieldText ?? "" }
    if keepsText, case .success(let text) = item.content { fields.append(text) }
    return fields
  }

  /// How many numbers the vectors have, once there was one, and whether the columns are named.
  package var state: JSONObject {
    var state = check.state
    if hasBegun { state["begun"] = true }
    return state
  }

  /// Goes on behind the line that names the columns, if it is there.
  package mutating func restore(_ state: JSONObject) {
    check = DimensionCheck(state)
    hasBegun = state["begun"]?.bool ?? false
  }
}

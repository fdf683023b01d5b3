import RowEngine
import Vectors
import Wire

/// Where rows lie, as CSV for whoever draws elsewhere.
struct CoordinateTable {
  private let fields: MapFields

  init(_ fields: MapFields) { self.fields = fields }

  /// - Parameter sample: how many rows; `nil`: all.
  /// - Throws: what reading and writing throw.
  func write(_ rows: MappedRows, sample: SampleSize?, to write: (String) throws -> Void) throws {
    let more = [("label", \MapFields.label), ("color", \MapFields.color)].filter {
      fields[keyPath: $0.1] != nil
    }
    let digits = Self.digits(rows.components.deviations.max() ?? 0)
    var choice = RowSample(sample?.count ?? rows.count, of: rows.count)
    try write(Self.line(["id", "x", "y"] + more.map(\.0)))
    try rows.eachRow { row in
      guard choice.takesNext() else { return }
      let place = [row.place.x, row.place.y].map { FixedDigits.short($0, digits) }
      let values = more.map { rows.value($0.1, of: row)?.fieldText ?? "" }
      try write(Self.line([row.details.id.fieldText] + place + values))
    }
  }

  /// Digits behind the point: as many as 32 bits have, of the number that is usual.
  private static func digits(_ deviation: Double) -> Int {
    guard deviation > 0 else { return 0 }
    // The exponent is of two; this is the logarithm of two to the base of ten.
    return max(0, 6 - Int((Double(deviation.exponent) * 0.301_03).rounded(.down)))
  }

  private static func line(_ fields: [String]) -> String {
    var bytes: [UInt8] = []
    CSVRecord.append(fields, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Results that are lines already.
package struct LinesSink<Content: Sendable>: RowSink {
  /// A line without its end.
  package typealias Value = [UInt8]

  package init() {}

  package mutating func write(_ row: FinishedRow<Content, [UInt8]>, to output: inout RowBytes) {
    guard case .success(let line) = row.result else { return }
    output.rows += line
    output.rows.append(UInt8(ascii: "\n"))
  }
}

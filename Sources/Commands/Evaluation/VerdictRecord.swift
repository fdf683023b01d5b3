import FileSystem
import RowEngine
import Wire

/// The verdicts of a run, one a line: read as often as reports need them, never held whole.
struct VerdictRecord {
  private let file: OpenFile

  init(_ file: OpenFile) { self.file = file }

  /// Calls the body with each verdict, in the order of the input.
  ///
  /// - Throws: ``InputFailure``, ``ResumptionFailure/altered(path:)`` for a line that is none, and what the body throws.
  func read(_ body: (CaseVerdict) throws -> Void) throws {
    var offset = 0
    let file = file
    var reader = RowReader(.jsonl) {
      let bytes = try file.bytes(offset..<(offset + 256 << 10))
      offset += bytes.count
      return bytes
    }
    while let row = try reader.next() {
      guard case .record(let json) = row.content, let verdict = CaseVerdict(json) else {
        throw ResumptionFailure.altered(path: file.path)
      }
      try body(verdict)
    }
  }

  /// The same for each row, with all verdicts on it.
  ///
  /// - Throws: as ``read(_:)``.
  func readRows(_ body: ([CaseVerdict]) throws -> Void) throws {
    var verdicts: [CaseVerdict] = []
    try read { verdict in
      if let last = verdicts.last, last.row != verdict.row {
        try body(verdicts)
        verdicts = []
      }
      verdicts.append(verdict)
    }
    if !verdicts.isEmpty { try body(verdicts) }
  }
}

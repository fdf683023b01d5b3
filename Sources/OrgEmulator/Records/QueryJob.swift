import FoundationEssentials
import Wire

/// A query job of the Bulk API 2.0.
///
/// Source: Bulk API 2.0 and Bulk API Developer Guide, "Get Information About a Query Job".
struct QueryJob: Sendable {
  enum State: String, Sendable {
    case uploadComplete = "UploadComplete"
    case inProgress = "InProgress"
    case complete = "JobComplete"
    case failed = "Failed"
    case aborted = "Aborted"
  }

  /// What comes of it.
  enum Outcome: Sendable {
    case records(RecordQuery, QueryRows)
    case failure(SOQLError)
  }

  let id: String
  let operation: String
  let object: String
  /// `66.0`
  let version: String
  let created: Date
  let duration: Duration
  let lineEnding: TableForm.LineEnding
  let delimiter: TableForm.Delimiter
  let outcome: Outcome
  var isAborted = false

  /// Seven days.
  private static let life: TimeInterval = 7 * 24 * 3600

  func isKept(at now: Date) -> Bool { now.timeIntervalSince(created) < Self.life }

  func state(at now: Date) -> State {
    if isAborted { return .aborted }
    let share = share(at: now)
    guard share < 1 else {
      if case .failure = outcome { return .failed }
      return .complete
    }
    return share < 0.25 ? .uploadComplete : .inProgress
  }

  private func share(at now: Date) -> Double {
    duration > .zero ? min(1, now.timeIntervalSince(created) / (duration / .seconds(1))) : 1
  }

  /// How it is shown: when it is made, without what has been done.
  func json(at now: Date, isNew: Bool = false) -> JSONValue {
    var job: JSONObject = [
      "id": .string(id), "operation": .string(operation), "object": .string(object),
      "createdById": .string(Identity.user), "createdDate": .string(Self.stamp(created)),
      "systemModstamp": .string(Self.stamp(created)), "state": .string(state(at: now).rawValue),
      "concurrencyMode": "Parallel", "contentType": "CSV", "apiVersion": .number(version),
      "lineEnding": .string(lineEnding.rawValue), "columnDelimiter": .string(delimiter.rawValue),
    ]
    guard !isNew else { return .object(job) }
    job["jobType"] = "V2Query"
    switch outcome {
    case .records(_, let rows):
      job["numberRecordsProcessed"] = JSONValue(Int(Double(rows.count) * share(at: now)))
    case .failure(let error):
      job["numberRecordsProcessed"] = 0
      if state(at: now) == .failed { job["errorMessage"] = .string("\(error.code): \(error.message)") }
    }
    job["retries"] = 0
    job["totalProcessingTime"] = JSONValue(Int(share(at: now) * (duration / .milliseconds(1))))
    return .object(job)
  }

  private static func stamp(_ date: Date) -> String {
    "\(date.formatted(.iso8601).dropLast()).000+0000"
  }
}

/// How the results of a query job stand in a table.
enum TableForm {
  enum LineEnding: String, Sendable {
    case lf = "LF"
    case crlf = "CRLF"

    var text: String { self == .lf ? "\n" : "\r\n" }
  }

  enum Delimiter: String, Sendable {
    case comma = "COMMA"
    case tab = "TAB"
    case semicolon = "SEMICOLON"
    case pipe = "PIPE"
    case caret = "CARET"
    case backquote = "BACKQUOTE"

    var byte: UInt8 {
      switch self {
      case .comma: UInt8(ascii: ",")
      case .tab: UInt8(ascii: "\t")
      case .semicolon: UInt8(ascii: ";")
      case .pipe: UInt8(ascii: "|")
      case .caret: UInt8(ascii: "^")
      case .backquote: UInt8(ascii: "`")
      }
    }
  }

  /// A record: every value in quotes, a quote twice.
  static func append(
    _ values: some Sequence<String>, to table: inout [UInt8], _ delimiter: Delimiter, _ ending: LineEnding
  ) {
    let quote = UInt8(ascii: "\"")
    for (index, value) in values.enumerated() {
      if index > 0 { table.append(delimiter.byte) }
      table.append(quote)
      for byte in value.utf8 {
        if byte == quote { table.append(quote) }
        table.append(byte)
      }
      table.append(quote)
    }
    table += Array(ending.text.utf8)
  }
}

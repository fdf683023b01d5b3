import RowEngine
import Wire

/// What is said of a row that was refused: a line for people, or an object for programs.
struct RowErrorRecord {
  let number: Int
  let id: JSONValue
  /// What the row held, so that the list of refused rows can be an input again.
  let content: JSONObject
  let error: any Error
  let redaction: Redaction

  private var report: FailureReport { FailureReport(error, hiding: redaction) }

  /// One line on standard error.
  var line: String {
    let name = id == JSONValue(number) ? "row \(number)" : "row \(number) (\(id.text))"
    if let problem = error as? RowProblem { return "sfmodels: \(name) \(problem.words)\n" }
    let report = report
    let said = ([report.said].compactMap { $0 } + report.details).map { ": \($0)" }.joined()
    return "sfmodels: \(name): \(report.message)\(report.codes)\(said)\n"
  }

  /// One line of a file.
  var object: [UInt8] {
    var object: JSONObject = ["row": JSONValue(number), "id": id]
    object.merge(content)
    object.set("error", report.json["error"])
    return JSONValue.object(object).bytes + [UInt8(ascii: "\n")]
  }
}

import ModelsAPI
import Wire

extension BatchJob {
  func report(asJSON isJSON: Bool) -> String { isJSON ? json.text : line }

  /// What is known of it, on a line: the id and the status come first.
  private var line: String {
    let facts = [
      startTime.map { "started \($0)" }, endTime.map { "ended \($0)" }, error.map { "error: \($0)" },
    ]
    return ([id.text, statusWord] + facts.compactMap { $0 }).joined(separator: "  ")
  }

  /// The same as an object.
  private var json: JSONValue {
    var object: JSONObject = ["job_id": .string(id.text), "status": .string(statusWord)]
    object.set("start_time", startTime.map { .string($0) })
    object.set("end_time", endTime.map { .string($0) })
    object.set("error", error.map { .string($0) })
    object.set("request_id", requestID.map { .string($0) })
    return .object(object)
  }

  /// Whether nothing will change any more; a word that the documents do not name may say so too.
  var isOver: Bool { status?.isFinal == true || endTime != nil }

  private var statusWord: String { status?.description ?? "UNKNOWN" }
}

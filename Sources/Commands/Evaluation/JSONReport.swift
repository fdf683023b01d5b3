import Wire

/// Verdicts for programs: one object with numbers, what has changed, and all cases.
struct JSONReport: EvaluationReport {
  func write(_ evaluation: Evaluation, to write: (String) throws -> Void) throws {
    try write("{\"summary\":\(JSONValue.object(Self.summary(evaluation)).text),\n")
    if let comparison = evaluation.comparison {
      try write("\"comparison\":\(JSONValue.object(Self.comparison(comparison)).text),\n")
    }
    try write("\"cases\":[")
    var isFirst = true
    try evaluation.record.read { verdict in
      try write((isFirst ? "\n" : ",\n") + JSONValue.object(verdict.json).text)
      isFirst = false
    }
    try write("\n]}\n")
  }

  private static func summary(_ evaluation: Evaluation) -> JSONObject {
    let summary = evaluation.summary
    var json: JSONObject = [
      "input": .string(evaluation.input), "model": .string(evaluation.model),
      "cases": JSONValue(summary.cases),
      "passed": JSONValue(summary.passed), "failed": JSONValue(summary.failed),
      "refused": JSONValue(summary.refused), "pass_rate": JSONValue(summary.passRate),
      "failed_checks": .object(
        JSONObject(summary.failedChecks.sorted { $0.key < $1.key }.map { .init($0.key, JSONValue($0.value)) })
      ),
    ]
    if let needed = evaluation.neededRate {
      json["min_pass"] = JSONValue(needed)
      json["passes"] = .bool(evaluation.passes)
    }
    if evaluation.repetitions > 1 {
      json["repeat"] = JSONValue(evaluation.repetitions)
      json["rows"] = JSONValue(summary.rows)
      json["unsteady"] = JSONValue(summary.unsteady)
      json["unsteady_ids"] = .array(summary.unsteadyNames.map { .string($0) })
    }
    return json
  }

  private static func comparison(_ comparison: RunComparison) -> JSONObject {
    func names(_ names: RunComparison.Names) -> JSONValue {
      ["count": JSONValue(names.count), "ids": .array(names.first.map { .string($0) })]
    }
    var json: JSONObject = [
      "with": .string(comparison.path), "better": names(comparison.better), "worse": names(comparison.worse),
      "same": JSONValue(comparison.same), "refused": names(comparison.refused),
      "new": names(comparison.added), "missing": names(comparison.missing),
    ]
    let damage = comparison.damage
    if damage.places.count > 0 {
      json["unreadable"] = [
        "count": JSONValue(damage.places.count),
        "\(damage.unit)s": .array(damage.places.first.map { .string($0) }),
      ]
    }
    return json
  }
}

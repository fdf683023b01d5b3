import Wire

/// The answer to a prompt of a dataset, with the verdicts that were asked for.
struct AnswerRow: Sendable {
  var reply: JSONObject
  var verdicts: AnswerVerdicts
}

/// What is remarkable about answers; a run counts it.
struct AnswerVerdicts: Sendable, Hashable {
  /// Does not pass `--max-toxicity`.
  var unsafe = 0
  /// Does not fit `--schema`.
  var unfit = 0
  /// Stopped by the limit of tokens.
  var cutOff = 0
  var all = 0

  static func += (sum: inout AnswerVerdicts, other: AnswerVerdicts) {
    sum.unsafe += other.unsafe
    sum.unfit += other.unfit
    sum.cutOff += other.cutOff
    sum.all += other.all
  }
}

extension AnswerVerdicts {
  /// As a run remembers them.
  init(_ json: JSONObject) {
    func count(_ name: String) -> Int { json[name]?.int ?? 0 }
    self.init(unsafe: count("unsafe"), unfit: count("unfit"), cutOff: count("cut_off"), all: count("all"))
  }

  var json: JSONObject {
    [
      "unsafe": JSONValue(unsafe), "unfit": JSONValue(unfit), "cut_off": JSONValue(cutOff),
      "all": JSONValue(all),
    ]
  }
}

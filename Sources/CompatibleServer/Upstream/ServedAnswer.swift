import ModelsAPI

/// A whole answer, and what of the request did not count.
struct ServedAnswer {
  var reply: Reply
  /// Settings that were left out, in the clients' words (`temperature`, `max_tokens` …).
  var ignored: [String]
  /// The sequence before which this server cut the text.
  var stopSequence: String? = nil
  /// Whether the upstream did not count all of the tokens.
  var isUsageEstimated = false
}

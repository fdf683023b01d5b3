import Wire

/// How an answer is to be generated, as far as it shows in the answer of an emulated model.
struct RequestedSettings: Equatable, Sendable {
  var maxTokens = Int.max
  var stopSequences: [String] = []
  var count = 1

  init() {}

  /// Checks all settings of an object, and reads those that show.
  init(_ body: RequestBody, of object: SettingField.Object) throws(ErrorResponse) {
    try body.checkSettings(of: object)
    maxTokens = body.value("max_tokens")?.int ?? .max
    stopSequences = body.value("stop_sequences")?.array?.compactMap(\.string) ?? []
    count = body.value("num_generations")?.int ?? 1
  }
}

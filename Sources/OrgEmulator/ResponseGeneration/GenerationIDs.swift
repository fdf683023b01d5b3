import Wire

/// The ids and the time of one answer, made from a fingerprint so that they come out the same in every run.
struct GenerationIDs: Equatable, Sendable {
  let response: String
  let generation: String
  let systemFingerprint: String?
  /// Seconds; some time in the year that began on 2025-06-15, not the clock's time.
  let created: Int

  init(_ fingerprint: Fingerprint, family: ProviderFamily) {
    var random = SplitMix64(seed: fingerprint.value)
    let isOpenAI = family == .openAI
    response = isOpenAI ? "chatcmpl-\(random.letters(29))" : random.uuid()
    generation = random.uuid()
    systemFingerprint = isOpenAI ? "fp_\(random.hex(digits: 10))" : nil
    created = 1_750_000_000 + Int(random.next() % 31_536_000)
  }

  /// The id of one generation of several, from 0.
  func generation(number: Int) -> String {
    guard number > 0 else { return generation }
    var random = SplitMix64(seed: Fingerprint().adding(generation.utf8).adding(number).value)
    return random.uuid()
  }

  /// The parameters of a whole answer: the provider, its model and the usage in its spelling.
  func parameters(of model: CatalogueModel, object: String, usage: TokenUsage?) -> JSONValue {
    var parameters: JSONObject = [
      "provider": .string(model.family.rawValue), "created": JSONValue(created),
      "model": .string(model.providerName),
      "system_fingerprint": systemFingerprint.map(JSONValue.string) ?? .null, "object": .string(object),
    ]
    parameters.set("usage", usage.flatMap(model.family.usage).map(JSONValue.object))
    return .object(parameters)
  }
}

/// The ids and the time of one answer, made from a fingerprint so that they come out the same in every run.
struct GenerationIDs: Equatable, Sendable {
  let response: String
  let generation: String
  let systemFingerprint: String?
  /// Seconds; some time in the year that began on 2025-06-15, not the clock's time.
  let created: Int

  init(_ fingerprint: Fingerprint, family: ModelFamily) {
    var random = SplitMix64(seed: fingerprint.value)
    let isOpenAI = family == .openAI
    response = isOpenAI ? "chatcmpl-\(random.letters(29))" : random.uuid()
    generation = random.uuid()
    systemFingerprint = isOpenAI ? "fp_\(random.hex(digits: 10))" : nil
    created = 1_750_000_000 + Int(random.next() % 31_536_000)
  }
}

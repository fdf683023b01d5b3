import HTTPTypes
import Wire

/// The header fields by which support finds an exchange again.
///
/// Source: Models REST API reference, response headers of `generateEmbeddings`.
struct TraceFields {
  let fields: HTTPFields

  init(incoming: Int, seed: UInt64) {
    var random = SplitMix64(seed: Fingerprint(seed).adding(incoming).value)
    var fields = HTTPFields()
    fields.append("x-request-id", random.uuid())
    fields.append("x-b3-traceid", random.hex(digits: 32))
    fields.append("x-b3-spanid", random.hex(digits: 16))
    self.fields = fields
  }
}

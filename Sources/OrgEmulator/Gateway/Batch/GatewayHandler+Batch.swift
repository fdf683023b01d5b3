import FoundationEssentials
import HTTPTypes
import Wire

extension GatewayHandler {
  /// `POST /batch/embeddings`: takes a job on; a source whose address contains "fail" makes it fail.
  ///
  /// Source: LLM Gateway API reference, "Create batch embeddings", `DataSource`. A job without a source would have nothing
  /// to do, so it is refused, although the reference does not say so.
  func submit(_ body: RequestBody, _ incoming: IncomingRequest) async throws(ErrorResponse) -> HTTPReply {
    _ = try embeddingModel(try body.requiredText("model"), body)
    guard let source = try body.part("data_source") else {
      throw .missing(field: body.path(of: "data_source"))
    }
    _ = try source.requiredText("type")
    let address = try source.requiredText("uri")
    _ = try source.text("format")
    _ = try source.part("options")
    _ = try body.flag("enable_pii_masking")
    _ = try body.part("parameters")
    try body.checkGatewayLocalization()
    try await generator.refuseIfDirected(by: Directives(in: address), incoming)
    let job = EmulatedBatchJob(
      startedAt: configuration.now(), duration: configuration.batchDuration, fails: address.contains("fail"),
      serial: incoming.number)
    return .json(.accepted, job.status(at: job.start).bytes)
  }

  /// `GET /batch/{jobId}`: how far a job is.
  ///
  /// Source: LLM Gateway API reference, "Get batch job status".
  func status(ofJob id: String) throws(ErrorResponse) -> HTTPReply {
    guard let job = EmulatedBatchJob(id: id) else { throw .documented(.notFound) }
    return .json(.ok, job.status(at: configuration.now()).bytes)
  }
}

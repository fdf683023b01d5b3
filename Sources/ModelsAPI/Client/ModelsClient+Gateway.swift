extension ModelsClient {
  /// A plug-in's answer, as it comes.
  ///
  /// - Throws: ``ModelsFailure``, `HTTPFailure`, or what the service throws about credentials.
  package func call(_ request: PluginRequest) async throws -> PluginReply {
    try await perform(dialect.call(request) ?? refuse(.plugins))
  }

  /// Has the service compute embeddings by itself.
  ///
  /// - Throws: ``ModelsFailure``, `HTTPFailure`, or what the service throws about credentials.
  package func submit(_ request: BatchRequest) async throws -> BatchJob {
    try Self.refuse(dialect.limits(of: request))
    return try await perform(dialect.submit(request) ?? refuse(.batches))
  }

  /// How far a job is that was submitted before.
  ///
  /// - Throws: ``ModelsFailure``, `HTTPFailure`, or what the service throws about credentials.
  package func status(of job: BatchJob.ID) async throws -> BatchJob {
    try await perform(dialect.status(of: job) ?? refuse(.batches))
  }
}

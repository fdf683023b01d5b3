import ModelsAPI
import Wire

extension ServedModels {
  /// How many texts one upstream request holds.
  private static let batchSize = 16
  /// How many upstream requests of one client's request are under way at once.
  private static let batchesAtOnce = 4

  /// One vector for each input, in order, however many there are.
  ///
  /// - Throws: ``ServerError``, or `CancellationError`.
  func embed(_ request: EmbeddingRequest) async throws -> (embeddings: [Embedding], usage: Usage?) {
    let limits = client.limits(of: request)
    guard limits.isEmpty else { throw ServerError(unsupported: limits, in: request) }
    guard !request.inputs.isEmpty else { return ([], nil) }
    return try await failures.serving {
      let replies = try await replies(to: Self.batches(of: request))
      let dimensions = Set(replies.flatMap(\.embeddings).map(\.dimensions))
      guard dimensions.count == 1 else {
        throw ModelsFailure.unequalDimensions(dimensions, requestID: replies.first?.requestID)
      }
      return (replies.flatMap(\.embeddings), Usage(sum: replies.compactMap(\.usage)))
    }
  }

  private static func batches(of request: EmbeddingRequest) -> [EmbeddingRequest] {
    stride(from: 0, to: request.inputs.count, by: batchSize).map { start in
      var batch = request
      batch.inputs = Array(request.inputs[start..<min(start + batchSize, request.inputs.count)])
      return batch
    }
  }

  private func replies(to batches: [EmbeddingRequest]) async throws -> [EmbeddingReply] {
    guard batches.count > 1 else { return [try await client.embed(batches[0])] }
    return try await withThrowingTaskGroup(of: (Int, EmbeddingReply).self) { group in
      var replies: [Int: EmbeddingReply] = [:]
      for (index, batch) in batches.enumerated() {
        if index >= Self.batchesAtOnce, let (done, reply) = try await group.next() { replies[done] = reply }
        group.addTask { (index, try await client.embed(batch)) }
      }
      for try await (done, reply) in group { replies[done] = reply }
      return batches.indices.compactMap { replies[$0] }
    }
  }
}

extension Usage {
  /// All counts together; `nil` where there are none.
  init?(sum usages: [Usage]) {
    guard !usages.isEmpty else { return nil }
    self.init(
      inputTokens: Self.sum(usages.map(\.inputTokens)), outputTokens: Self.sum(usages.map(\.outputTokens)),
      totalTokens: Self.sum(usages.map(\.totalTokens)))
  }

  private static func sum(_ counts: [Count?]) -> Count? {
    let known = counts.compactMap { $0 }
    return known.isEmpty ? nil : known.reduce(0, +)
  }
}

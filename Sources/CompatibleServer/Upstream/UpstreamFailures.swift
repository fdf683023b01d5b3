import ModelsAPI
import Wire

/// Turns whatever ends an exchange upstream into a failure that clients understand.
struct UpstreamFailures: Sendable {
  let map: ModelMap
  /// Errors of modules that this one does not know.
  let explain: @Sendable (any Error) -> UpstreamFailure?

  /// Runs an exchange; its errors become ``ServerError``.
  func serving<Answer>(_ exchange: () async throws -> Answer) async throws -> Answer {
    do {
      return try await exchange()
    } catch {
      throw served(error)
    }
  }

  /// What to throw in an error's place; a cancelled task stays one.
  func served(_ error: any Error) -> any Error {
    switch error {
    case is CancellationError, is ServerError: error
    case let exhausted as RetriesExhausted: served(exhausted.last)
    case let failure as ModelsFailure: served(failure)
    case let failure as HTTPFailure: ServerError.upstream(UpstreamFailure(failure))
    default: ServerError.upstream(explain(error) ?? .unknown(error))
    }
  }

  private func served(_ failure: ModelsFailure) -> ServerError {
    switch failure {
    case .refused(let refusal):
      guard refusal.failureClass == .notFound, let model = refusal.model else {
        return .upstream(UpstreamFailure(refusal))
      }
      return .unknownModel(model.text, available: map.names)
    case .unsupported(let limits):
      return .unsupported(limits.map(\.feature.clientName), wayOut: "Leave it out.")
    case .redirected, .notJSON, .otherShape, .wrongNumberOfEmbeddings, .unequalDimensions, .unusableEmbedding,
      .brokenStream, .brokenFrame, .cutStream:
      return .upstream(UpstreamFailure(failure))
    }
  }
}

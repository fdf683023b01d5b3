import HTTPTypes
import ModelsAPI
package import Wire

extension ServedModels {
  /// The models to ask, one after the other, for one that a client has named, as far as its key may ask them.
  func chain(from model: ModelName, for caller: Caller, _ map: ModelMap) -> [ModelName] {
    let chain = fallback.table.chain(from: model)
    guard chain.count > 1 else { return chain }
    return [model] + chain.dropFirst().filter { caller.mayAsk($0, map) }
  }

  /// The reply of the first of a chain's models that answers; who did, and who did not, is noted.
  ///
  /// - Parameter attempt: has the turn's model answer; a stream has begun when it returns.
  /// - Throws: ``ServerError``, or `CancellationError`.
  func reply(
    of chain: [ModelName], in context: RequestContext,
    _ attempt: (ModelFallback.Turn) async throws -> HTTPReply
  ) async throws -> HTTPReply {
    let annotations = context.annotations
    let reply = try await fallback.perform(
      chain, observe: { annotations.note($0) },
      attempt: { turn in
        // The head of a stream that is long in coming can name whoever is the last to be asked.
        annotations.note { $0.answering = turn.hasNext ? nil : turn.model }
        do {
          let reply = try await attempt(turn)
          annotations.note { $0.answering = turn.model }
          return reply
        } catch {
          annotations.note { $0.answering = nil }
          throw error
        }
      })
    // The head has gone out before anybody could know it.
    guard chain.count > 1, context.stream?.settle() ?? false, let model = annotations.facts.answering else {
      return reply
    }
    return reply.marked("\(HTTPField.Name.model.rawName): \(model)")
  }
}

extension HTTPReply {
  /// The same stream behind a comment.
  fileprivate consuming func marked(_ comment: String) -> HTTPReply {
    let head = head
    var body = body
    var mark: [UInt8]? = Array(": \(comment)\n\n".utf8)
    return HTTPReply(
      head: head,
      body: ReplyBody {
        if let first = mark {
          mark = nil
          return first
        }
        return try await body.next()
      })
  }
}

extension ServerError: ClassifiedError {
  /// What it means of the org's service; all that this server itself refuses was not sent.
  package var failureClass: FailureClass {
    switch self {
    case .upstream(let failure): failure.failureClass
    case .unknownModel: .notFound
    case .invalid, .unsupported, .noMemory, .unknownPath, .wrongMethod, .unreadable, .wrongContentType,
      .wrongContentCoding, .missingKey, .wrongKey, .expiredKey, .adminOnly, .hiddenModel, .rateLimited,
      .spentBudget, .forbiddenOrigin, .forbiddenHost, .crossSite, .busy:
      .notSent
    }
  }

  /// How long the org's service wants to be left alone.
  package var retryAfter: Duration? {
    guard case .upstream(let failure) = self else { return nil }
    return failure.retryAfter.map { .seconds($0) }
  }
}

package import ModelsAPI

/// The org's models as the served APIs use them: what the upstream lacks is left out, done here, or refused, by one table.
package struct ServedModels: Sendable {
  private(set) var client: ModelsClient
  /// Which model answers under which name.
  package let map: ModelMap
  /// Which names clients are told.
  let offered: OfferedModels
  let failures: UpstreamFailures
  /// Which way requests go upstream; `nil` where there is but one.
  let lanes: LaneSelector?
  /// Who is asked in the place of a model that does not answer.
  package let fallback: ModelFallback
  private let makeCallID: @Sendable () -> String

  /// - Parameters:
  ///   - org: what the org says that it has; `nil` where nobody can be asked.
  ///   - lanes: which way requests go upstream; `nil` has all of them translated.
  ///   - fallback: who is asked in the place of a model that does not answer.
  ///   - makeCallID: an id for a tool call that this server has found in a text.
  ///   - explain: what errors mean that are not this module's, for example those of credentials.
  package init(
    _ client: ModelsClient, map: ModelMap, org: OrgModelCache? = nil, lanes: LaneSelector? = nil,
    fallback: ModelFallback = .none,
    makeCallID: @escaping @Sendable () -> String = ServedModels.randomCallID,
    explain: @escaping @Sendable (any Error) -> UpstreamFailure? = { _ in nil }
  ) {
    self.client = client
    self.map = map
    offered = OfferedModels(map: map, org: org)
    self.lanes = client.hasNativeSurfaces ? lanes : nil
    self.fallback = fallback
    self.makeCallID = makeCallID
    failures = UpstreamFailures(map: map, explain: explain)
  }

  /// Nobody's but this call's.
  package static let randomCallID: @Sendable () -> String = {
    "call_" + String(UInt64.random(in: .min ... .max), radix: 36)
      + String(UInt32.random(in: .min ... .max), radix: 36)
  }

  /// The map with what the org has told of its models; it is waited for only where a name leaves the choice to the org.
  func map(for name: String?) async -> ModelMap {
    // What cannot be a name is not searched, for it may be as long as the body.
    guard let org = offered.org, let name, ModelMap.isName(name), !map.isFixed(name), ModelTraits(name) != nil
    else { return map }
    guard let choice = map.isCatalogued(name) ? org.knownChoice : await org.choice() else { return map }
    var map = map
    map.orgChoice = choice
    return map
  }

  /// Which models answer under names of each family that nobody here has seen, of those that the org has.
  package func families() async -> [ModelMap.Entry] {
    var map = map
    if let choice = await offered.org?.choice() { map.orgChoice = choice }
    return map.families
  }

  /// The same models, for one request: what is asked again is noted, and its trace goes on.
  func observed(by annotations: Annotations) -> ServedModels {
    var models = self
    models.client = client.observingRetries { annotations.note { $0.retries += 1 } }
    if let trace = annotations.facts.trace { models.client = models.client.sending(trace.fields) }
    return models
  }

  /// The same models, for one turn of a chain: the model is waited for as long as its turn allows.
  func waiting(for turn: ModelFallback.Turn) -> ServedModels {
    var models = self
    models.client = turn.client(client)
    return models
  }

  /// A model's whole answer.
  ///
  /// - Throws: ``ServerError``, or `CancellationError`.
  func answer(_ request: ChatRequest) async throws -> ServedAnswer {
    try await answer(RequestAdaptation(request, streamed: false, for: client))
  }

  /// A model's answer as it comes, or as if it came; it has begun when this returns.
  ///
  /// - Parameter adapted: is told what will be asked, before it is waited for.
  /// - Throws: ``ServerError``, or `CancellationError`.
  func stream(
    _ request: ChatRequest, adapted: (RequestAdaptation) -> Void = { _ in }
  ) async throws -> ServedStream {
    let adaptation = try RequestAdaptation(request, streamed: true, for: client)
    adapted(adaptation)
    guard !adaptation.needsWholeAnswer else {
      return ServedStream(try await answer(adaptation), failures: failures)
    }
    return try await failures.serving {
      ServedStream(try await client.stream(adaptation.request), of: adaptation, failures: failures)
    }
  }

  /// The answers to one or several requests, one after the other; the first has begun when this returns.
  ///
  /// - Parameter adapted: is told what will be asked of the first, before it is waited for.
  /// - Throws: ``ServerError``, or `CancellationError`.
  func stream(
    _ requests: [ChatRequest], adapted: (RequestAdaptation) -> Void = { _ in }
  ) async throws -> ServedStream {
    let stream = try await stream(requests[0], adapted: adapted)
    guard requests.count > 1 else { return stream }
    let generations = requests[0].settings.numberOfGenerations ?? 1
    return stream.followed(by: StreamSeries(requests.dropFirst(), generations: generations, from: self))
  }

  private func answer(_ adaptation: RequestAdaptation) async throws -> ServedAnswer {
    try await failures.serving {
      var answer = adaptation.finish(try await client.chat(adaptation.request), makeCallID: makeCallID)
      answer.estimateUsage(of: adaptation.request)
      return answer
    }
  }
}

package import FoundationEssentials
import HTTPTypes
package import Wire

/// The models that an org has configured, asked of the org's own host.
///
/// Source: Data 360 Connect REST API, "Get Configured Models".
package struct ConfiguredModelList: Sendable {
  private static let path = "/services/data/v66.0/ssot/machine-learning/configured-models"
  /// As many as the org sends of itself.
  private static let pageSize = 25
  /// 10,000 models; no org has so many, and a list that leads in circles ends.
  private static let mostPages = 400

  private let service: any HTTPService
  private let retrying: RetryLoop
  private let now: @Sendable () -> Date

  /// - Parameter service: knows the org's host and credential.
  package init(_ service: any HTTPService, retrying: RetryLoop, now: @escaping @Sendable () -> Date) {
    self.service = service
    self.retrying = retrying
    self.now = now
  }

  /// The question for the first page, which is asked first.
  package static var firstPage: Operation<ConfiguredModelPage> { page(at: path(after: 0)) }

  /// All of them, in the org's order, each once.
  ///
  /// - Throws: ``ModelsFailure``, `HTTPFailure`, or what the service throws about credentials.
  package func models() async throws -> [ConfiguredModel] {
    var (models, names): ([ConfiguredModel], Set<ModelName>) = ([], [])
    var (count, asked): (Int, Set<String>) = (0, [])
    var next: String? = Self.path(after: 0)
    while let path = next {
      guard asked.count < Self.mostPages else {
        throw ModelsFailure.otherShape(missing: "last page", requestID: nil)
      }
      asked.insert(path)
      let page = try await perform(Self.page(at: path))
      models += page.models.filter { names.insert($0.name).inserted }
      count += page.count
      next = Self.next(after: page, count).flatMap { asked.contains($0) ? nil : $0 }
    }
    return models
  }

  /// - Parameter count: how many entries have come so far.
  private static func next(after page: ConfiguredModelPage, _ count: Int) -> String? {
    guard page.count > 0 else { return nil }
    if let next = page.next.flatMap(Self.own) { return next }
    let isMoreExpected = page.total.map { $0 > count } ?? (page.next != nil)
    return isMoreExpected ? path(after: count) : nil
  }

  /// The path within an address that the org names as the next page; `nil` for one that is no page of this list.
  private static func own(_ address: String) -> String? {
    guard let start = address.firstRange(of: "/services/data/")?.lowerBound,
      address.utf8.allSatisfy({ 0x21...0x7E ~= $0 && $0 != UInt8(ascii: "#") })
    else { return nil }
    let path = String(address[start...])
    let isOfList = path.split(separator: "?", maxSplits: 1)[0].hasSuffix(
      "/ssot/machine-learning/configured-models")
    return isOfList ? path : nil
  }

  private static func path(after count: Int) -> String { "\(path)?limit=\(pageSize)&offset=\(count)" }

  private static func page(at path: String) -> Operation<ConfiguredModelPage> {
    Operation(asking: path, headers: [:]) { try ConfiguredModelPage($0, $1) }
  }

  private func perform(_ operation: Operation<ConfiguredModelPage>) async throws -> ConfiguredModelPage {
    try await retrying.perform {
      var reply = try await service.respond(to: operation.request, body: operation.body)
      let body = try await reply.body.collect(upTo: ModelsClient.longestAnswer)
      return try operation.answer(reply.head, body, now: now())
    }
  }
}

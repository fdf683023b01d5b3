import HTTPTypes
import Wire

/// A page of the list of configured models.
package struct ConfiguredModelPage: Hashable, Sendable {
  /// Those that have names.
  var models: [ConfiguredModel]
  /// How many entries it has.
  var count: Int
  /// The path of the next one, as the org wrote it.
  var next: String?
  /// How many models the whole list has; `nil` where the org does not say.
  var total: Int?
}

extension ConfiguredModelPage {
  init(_ head: HTTPResponse, _ body: [UInt8]) throws {
    let json = try parseAnswer(body, requestID: head.requestID)
    guard let entries = json["configuredModels"]?.array else {
      throw ModelsFailure.otherShape(missing: "configuredModels", requestID: head.requestID)
    }
    models = entries.compactMap { ConfiguredModel($0) }
    count = entries.count
    next = json["nextPageUrl"]?.string
    total = json["totalSize"]?.int
  }
}

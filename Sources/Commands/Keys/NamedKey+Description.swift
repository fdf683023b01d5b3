import CompatibleServer
import FoundationEssentials
import Wire

extension NamedKey {
  /// What ``row`` has in its columns.
  static let titles = [
    "name", "key", "models", "requests a minute", "tokens a minute", "tokens a day", "requests under way",
    "expires",
  ]

  /// The key for people: what it may do, `-` where there is no limit.
  var row: [String] {
    let counts = KeyTable.Limit.allCases.map { limits[keyPath: $0.path].map(String.init) ?? "-" }
    return [name, "\(beginning)…", models?.joined(separator: ",") ?? "all"] + counts
      + [expiry?.formatted(.iso8601) ?? "-"]
  }

  /// The key for programs.
  var description: JSONObject {
    var object: JSONObject = [
      "name": .string(name), "beginning": .string(beginning),
      "models": models.map { .array($0.map { .string($0) }) } ?? .null,
    ]
    for limit in KeyTable.Limit.allCases {
      object[limit.rawValue.replacing("-", with: "_")] =
        limits[keyPath: limit.path].map { JSONValue($0) } ?? .null
    }
    object["expires"] = expiry.map { .string($0.formatted(.iso8601)) } ?? .null
    object["admin"] = .bool(isAdmin)
    object["previous_expires"] = (previous?.end).map { .string($0.formatted(.iso8601)) } ?? .null
    return object
  }
}

import Wire

/// One configured model as the list shows it.
struct ModelListEntry {
  let model: CatalogueModel
  private let id: String
  private let version: String

  init(_ model: CatalogueModel, number: Int, version: String) {
    self.model = model
    self.version = version
    let digits = String(number + 1)
    id = "0Ayfj\(String(repeating: "0", count: 8 - digits.count))\(digits)CAA"
  }

  var json: JSONObject {
    var entry: JSONObject = ["id": .string(id)]
    entry.set("namespace", model.namespace.map(JSONValue.string))
    entry["name"] = .string(model.plainName)
    entry["label"] = .string(model.label)
    entry["description"] = .string("\(model.label) of the pretend org")
    entry["capability"] = .string(model.capability.rawValue)
    entry["status"] = .string(model.status.rawValue)
    entry["artifact"] = ["namespace": "llmgateway", "name": .string(artifactName)]
    entry["parameterOverrides"] = model.namespace == nil ? Self.overrides : []
    entry["createdDate"] = "2025-06-01T08:00:00.000Z"
    entry["lastModifiedDate"] = "2025-11-03T09:30:00.000Z"
    entry["url"] = .string("/services/data/\(version)/ssot/machine-learning/configured-models/\(id)")
    return entry
  }

  /// Whether this id or name means the model.
  func isCalled(_ idOrName: String) -> Bool {
    [id, model.name, model.plainName].contains(idOrName)
  }

  /// Whether the filters of the query let it through; filters that the org does not know let everything
  /// through.
  func fits(_ query: FormFields) -> Bool {
    isOfType(query["modelType"]) && has(capabilities: query["capabilities"])
      && isOutOfTheBox(query["outOfTheBox"]) && mentions(query["search"])
  }

  private func isOfType(_ type: String?) -> Bool { type == nil || type == "Generative" }

  private func has(capabilities: String?) -> Bool {
    guard let capabilities else { return true }
    return capabilities.split(separator: ",").contains { $0 == model.capability.rawValue }
  }

  private func isOutOfTheBox(_ flag: String?) -> Bool {
    guard let flag else { return true }
    return (flag == "true") == (model.namespace != nil)
  }

  private func mentions(_ words: String?) -> Bool {
    guard let words = words?.lowercased(), !words.isEmpty else { return true }
    return model.name.lowercased().contains(words) || model.label.lowercased().contains(words)
  }

  /// The gateway's name for it: for `DefaultGPT5` it is `GPT5`.
  private var artifactName: String {
    guard model.namespace != nil else { return "GPT4Omni" }
    return String(model.plainName.dropFirst("Default".count))
  }

  private static let overrides: JSONValue = [["parameterName": "temperature", "continuousValue": 0.2]]
}

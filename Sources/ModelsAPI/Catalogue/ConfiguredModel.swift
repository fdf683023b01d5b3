import Wire

/// A model as an org has configured it.
///
/// Source: Data 360 Connect REST API, "Get Configured Models".
package struct ConfiguredModel: Hashable, Sendable {
  /// Whether it answers.
  package enum Status: Hashable, Sendable {
    case enabled, disabled
    /// Another answers in its place.
    case rerouted
    /// It will be shut down.
    case deprecated
    /// One that nobody knew when this was written, as the org spells it.
    case other(String)
  }

  /// What it is asked for by.
  package var name: ModelName
  /// What it is good for; `nil` where the org does not say.
  package var kind: ModelKind?
  /// `nil` where the org does not say.
  package var status: Status?
  /// The model behind it, by the LLM Gateway's name for it: `llmgateway__GPT5`; `nil` where the org does not say.
  package var artifact: ModelName?

  /// A model with what the org tells of it.
  package init(name: ModelName, kind: ModelKind? = nil, status: Status? = nil, artifact: ModelName? = nil) {
    self.name = name
    self.kind = kind
    self.status = status
    self.artifact = artifact
  }

  /// Whether an API can be asked for it.
  package func isKnown(to api: API) -> Bool {
    api.can(.customModels) || name.text.hasPrefix("sfdc_ai__")
  }

  /// What the documents tell of it, else of the model behind it; `nil` where they tell nothing.
  package var known: KnownModel? {
    if let known = Catalogue.known(name) { return known }
    guard let artifact, let plain = artifact.text.split(separator: "__", maxSplits: 1).last else {
      return nil
    }
    return Catalogue.known(ModelName("sfdc_ai__Default\(plain)"))
  }
}

extension ConfiguredModel {
  /// Reads an entry of the list; `nil` for one without a name, by which nobody could ask for it.
  init?(_ json: JSONValue) {
    guard let name = Self.name(json) else { return nil }
    self.init(
      name: name, kind: json["capability"]?.string.map { ModelKind(capability: $0) },
      status: json["status"]?.string.map { Status($0) }, artifact: json["artifact"].flatMap(Self.name))
  }

  /// Models that a company has made stand in no namespace, or in `c`, and are called by their plain names.
  private static func name(_ json: JSONValue) -> ModelName? {
    guard let name = json["name"]?.string, !name.isEmpty else { return nil }
    guard let namespace = json["namespace"]?.string, !["", "c"].contains(namespace),
      !name.hasPrefix("\(namespace)__")
    else { return ModelName(name) }
    return ModelName("\(namespace)__\(name)")
  }
}

extension ConfiguredModel.Status {
  /// Reads a status in any case of letters.
  package init(_ text: String) {
    self = Self.named.first { $0.text == text.lowercased() } ?? .other(text)
  }

  /// In lower case, but for one that nobody knows.
  package var text: String {
    switch self {
    case .enabled: "enabled"
    case .disabled: "disabled"
    case .rerouted: "rerouted"
    case .deprecated: "deprecated"
    case .other(let text): text
    }
  }

  private static let named: [Self] = [.enabled, .disabled, .rerouted, .deprecated]
}

extension ModelKind {
  fileprivate init(capability: String) {
    switch capability.lowercased() {
    case "chatcompletion", "completion": self = .chat
    case "embedding": self = .embedding
    default: self = .other
    }
  }
}

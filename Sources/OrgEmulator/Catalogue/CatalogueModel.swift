/// A model that the emulated org knows, as its list and its answers show it.
struct CatalogueModel: Equatable, Sendable {
  enum Capability: String, Sendable {
    case chat = "ChatCompletion"
    case embedding = "Embedding"
  }

  enum Status: String, Sendable {
    case enabled = "Enabled"
    case disabled = "Disabled"
    case deprecated = "Deprecated"
    case rerouted = "Rerouted"
  }

  /// The API name, as it stands in paths.
  var name: String
  var label: String
  var family: ProviderFamily
  /// The provider's own name, as `parameters.model` shows it.
  var providerName: String
  var capability = Capability.chat
  var status = Status.enabled
  /// The most tokens of an answer.
  var outputLimit: Int
  /// The API name of the model that answers instead.
  var reroutedTo: String?

  /// Of `sfdc_ai__DefaultGPT5` it is `sfdc_ai`; models made in Einstein Studio have none.
  var namespace: String? { name.hasPrefix("sfdc_ai__") ? "sfdc_ai" : nil }

  /// The name without its namespace.
  var plainName: String { namespace == nil ? name : String(name.dropFirst("sfdc_ai__".count)) }

  var isUsable: Bool { status != .disabled }
}

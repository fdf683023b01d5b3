import FileSystem
import ModelsAPI
import Terminal
import Wire

/// A model as `models` shows it; what is `nil` nobody says.
struct ModelRow: Equatable {
  var name: ModelName
  var kind: ModelKind?
  var provider: ModelProvider?
  var maximumOutput: Int?
  var context: Int?
  var status: ConfiguredModel.Status?
  /// Who answers in its place.
  var servedBy: ModelName?
  var artifact: ModelName?
  var aliases: [String]

  /// A model that the documents name.
  init(_ known: KnownModel, _ aliases: ModelAliases) {
    name = known.name
    kind = known.kind
    provider = known.provider
    (maximumOutput, context) = (known.maximumOutput, known.context)
    servedBy = known.successor
    status = known.successor == nil ? nil : .rerouted
    self.aliases = aliases.names(of: name)
  }

  /// A model that the org has configured.
  init(_ configured: ConfiguredModel, _ aliases: ModelAliases) {
    let known = configured.known
    name = configured.name
    kind = configured.kind ?? known?.kind
    provider =
      known?.provider ?? ModelProvider(of: name) ?? configured.artifact.flatMap { ModelProvider(of: $0) }
    (maximumOutput, context) = (known?.maximumOutput, known?.context)
    status = configured.status
    servedBy = configured.status == .rerouted ? Catalogue.known(name)?.successor : nil
    artifact = configured.artifact
    self.aliases = aliases.names(of: name)
  }

  /// A model of which only the user knows anything.
  private init(unknown name: ModelName, _ aliases: ModelAliases) {
    self.name = name
    provider = ModelProvider(of: name)
    self.aliases = aliases.names(of: name)
  }

  /// All that can be said without asking the org.
  static func catalogue(_ aliases: ModelAliases) -> [ModelRow] {
    let others = aliases.models.filter { Catalogue.known($0) == nil }
    return Catalogue.models.map { ModelRow($0, aliases) } + others.map { ModelRow(unknown: $0, aliases) }
  }
}

extension ModelRow {
  var json: JSONObject {
    [
      "name": .string(name.text), "kind": Self.json(kind?.rawValue),
      "provider": Self.json(provider?.rawValue),
      "max_output": maximumOutput.map { JSONValue($0) } ?? .null,
      "context": context.map { JSONValue($0) } ?? .null, "status": Self.json(status?.text),
      "served_by": Self.json(servedBy?.text), "artifact": Self.json(artifact?.text),
      "aliases": .array(aliases.map { .string($0) }),
    ]
  }

  private static func json(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

  /// All fields for programs that read lines.
  var line: String {
    let fields: [String?] = [
      name.text, kind?.rawValue, provider?.rawValue, maximumOutput.map(String.init), context.map(String.init),
      status?.text, servedBy?.text, artifact?.text, aliases.isEmpty ? nil : aliases.joined(separator: ","),
    ]
    return fields.map { Self.field($0 ?? "-") }.joined(separator: "\t")
  }

  /// A name that an org made with a tab or a newline in it must not look like two.
  static func field(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0.isControl ? " " : $0 }))
  }
}

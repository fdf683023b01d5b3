import CommandTree
import ModelsAPI

/// What every command that calls the API can be told about the way there.
struct ConnectionOptions: OptionGroup {
  var account = AccountOptions()
  var api = API.all[0]
  var tenantID: String?
  var provider: ProviderName?
  var emulator = false
  var baseURL: URLArgument?
  var headers: [HeaderArgument] = []
  var featureID: String?
  var appContext: String?
  var request: JSONArgument?
  var dryRun = false
  var network = NetworkOptions()

  init() {}

  static var syntax: Syntax<Self> {
    [
      .group(\.account),
      .option(
        \.api, "api", value: "API", environment: "SFMODELS_API", setting: "api", section: section,
        help: "Which upstream to call: \(API.all.map { "the \($0.name.title)" }.alternatives)."),
      .flag(
        \.emulator, "emulator", section: section,
        help: "Answer from a pretend org inside this process: no network, no credentials, no configuration."),
      .option(
        \.baseURL, "base-url", value: "URL", environment: "SFMODELS_BASE_URL", setting: "base-url",
        section: section,
        help: "Another API host; a path in it replaces the API's own."),
      .option(
        \.headers, "header", value: "'NAME: VALUE'", section: section, help: "Send one more request header."),
      .option(
        \.tenantID, "tenant-id", value: "ID", setting: "tenant-id", section: section,
        help: "The org for the LLM Gateway, core/<instance>/<org>; by default the one the token names."),
      .option(
        \.provider, "provider", value: "NAME", setting: "provider", section: section,
        help: "The provider for the LLM Gateway; needed only for some research models."),
      .option(
        \.featureID, "feature-id", value: "ID", setting: "feature-id", section: section,
        help: "What to send as x-client-feature-id instead of the documented value."),
      .option(
        \.appContext, "app-context", value: "NAME", setting: "app-context", section: section,
        help: "What to send as x-sfdc-app-context instead of the documented value."),
      .option(
        \.request, "request", value: "JSON|@FILE", completion: .file, section: section,
        help: "An object that is merged last into the request body: every field of the documents can be sent."
      ),
      .flag(
        \.dryRun, "dry-run", section: section,
        help: "Print the request that would be sent, with secrets as ***, and send nothing."),
      .group(\.network),
    ]
  }

  static let section = "Connection"
}

/// The providers that the LLM Gateway's reference names.
enum ProviderName: String, Value, CaseIterable, Sendable {
  case azureOpenAI = "AzureOpenAI"
  case openAI = "OpenAI"
  case cohere = "Cohere"
  case internalTextGeneration = "InternalTextGeneration"
  case internalCodeGeneration = "InternalCodeGeneration"
  case internalEmbedding = "InternalEmbedding"
  case anthropic = "Anthropic"
  case bedrock = "Bedrock"
  case vertexAI = "VertexAI"
}

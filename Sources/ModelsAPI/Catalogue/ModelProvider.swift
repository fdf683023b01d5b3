/// Who runs a model; the raw value is for people.
package enum ModelProvider: String, Hashable, Sendable, CaseIterable {
  case openAI = "OpenAI"
  case azureOpenAI = "Azure OpenAI"
  /// One of the two, whichever is near the org.
  case openAINearby = "OpenAI or Azure"
  case bedrock = "Amazon Bedrock"
  case vertexAI = "Google Vertex AI"
  case salesforce = "Salesforce"

  /// Reads an API name as names are made: `sfdc_ai__Default`, the provider, the model, where models that are routed to
  /// the nearest provider name none; `nil` for a name of another form.
  ///
  /// Source: Models API Developer Guide, "Model API Names".
  package init?(of name: ModelName) {
    let prefix = ["sfdc_ai__Default", "llmgateway__"].first { name.text.hasPrefix($0) }
    guard let prefix else { return nil }
    let rest = name.text.dropFirst(prefix.count)
    let found = Self.beginnings.first { rest.hasPrefix($0.beginning) }
    guard let provider = found?.provider else { return nil }
    self = provider
  }

  private static let beginnings: [(beginning: String, provider: ModelProvider)] = [
    ("AzureOpenAI", .azureOpenAI), ("OpenAI", .openAI), ("Bedrock", .bedrock), ("VertexAI", .vertexAI),
    ("Einstein", .salesforce), ("GPT", .openAINearby),
  ]
}

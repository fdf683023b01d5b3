extension EmulatedCatalogue {
  /// Names of models that were shut down and are served by another.
  ///
  /// Source: Models API Developer Guide, "Supported Models", rerouted models.
  static let rerouted: [CatalogueModel] = [
    rerouted("AzureOpenAIGPT35Turbo", to: "GPT4OmniMini"),
    rerouted("AzureOpenAIGPT35Turbo_16k", to: "GPT4OmniMini"),
    rerouted("AzureOpenAIGPT4Turbo", to: "GPT4Omni"),
    rerouted("OpenAIGPT35Turbo", to: "OpenAIGPT4OmniMini"),
    rerouted("OpenAIGPT35Turbo_16k", to: "OpenAIGPT4OmniMini"),
    rerouted("OpenAIGPT4", to: "GPT4Omni"),
    rerouted("OpenAIGPT4_32k", to: "GPT4Omni"),
    rerouted("OpenAIGPT4Turbo", to: "GPT4Omni"),
  ]

  private static func rerouted(_ name: String, to target: String) -> CatalogueModel {
    var model = model(name, .openAI, "", 0, .rerouted)
    model.reroutedTo = "sfdc_ai__Default\(target)"
    return model
  }
}

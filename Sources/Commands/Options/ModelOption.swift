import CommandTree
import ModelsAPI

/// Which model generates text.
struct ModelOption: OptionGroup {
  var model = "sfdc_ai__DefaultOpenAIGPT4OmniMini"

  init() {}

  static var syntax: Syntax<Self> {
    [
      .option(
        \.model, "model", "m", value: "NAME", environment: "SFMODELS_MODEL", setting: "model",
        completion: .words("models"), help: "The model's API name, or an alias such as gpt-4o-mini.")
    ]
  }
}

/// Which model makes vectors.
struct EmbeddingModelOption: OptionGroup {
  var model = "sfdc_ai__DefaultOpenAITextEmbeddingAda_002"

  init() {}

  static var syntax: Syntax<Self> {
    [
      .option(
        \.model, "model", "m", value: "NAME", environment: "SFMODELS_EMBEDDING_MODEL",
        setting: "embedding-model",
        completion: .words("embedding-models"), help: "The embedding model's API name, or an alias.")
    ]
  }
}

extension Context {
  /// The API name behind a name that may be an alias, the user's own first; an unknown name is taken as it is.
  ///
  /// - Throws: ``SettingsFailure/aliasLoop(_:)``, and what is wrong with the settings file.
  func model(_ name: String, _ options: ConnectionOptions) throws -> ModelName {
    let settings = options.emulator ? nil : try settings()
    return try settings?.model(named: name) ?? Catalogue.model(named: name)
  }
}

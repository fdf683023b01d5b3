import CompatibleServer
import ModelsAPI

/// The models that clients are told to ask for.
struct ClientModels: Equatable, Sendable {
  /// Of Anthropic's clients.
  var main: String
  var small: String
  var opus: String
  var sonnet: String
  /// Of OpenAI's clients, which otherwise know names of their own; `nil` leaves it to them.
  var openAI: String?

  /// - Parameters:
  ///   - chosen: what the user wants all of them to ask for.
  ///   - families: which models answer for names that nobody here has seen.
  init(chosen: String?, families: [ModelMap.Entry] = []) {
    func name(_ family: String, _ usual: String) -> String {
      families.first { $0.name == family }.map { Self.name(of: $0.model) } ?? usual
    }
    small = name("claude-haiku-*", "claude-haiku-4-5")
    opus = chosen ?? name("claude-opus-*", "claude-opus-4-5")
    sonnet = chosen ?? name("claude-sonnet-*", "claude-sonnet-4-5")
    (main, openAI) = (sonnet, chosen)
  }

  /// As its maker spells it where that is a Claude model, for clients know from the name what a model can do.
  private static func name(of model: ModelName) -> String {
    guard let name = Catalogue.known(model)?.providerName, name.hasPrefix("claude") else { return model.text }
    return name
  }
}

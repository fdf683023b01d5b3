import CommandTree
import CompatibleServer
import Ledger
import ModelsAPI

/// Answers completion scripts: the words of one kind, one a line, with a description behind a tab.
struct CompleteCommand: RunnableCommand {
  var kind = ""

  init() {}

  static var words: CommandMetadata {
    CommandMetadata(
      "__complete", "List the words of one kind for a completion script.",
      discussion: "Completion scripts call this.",
      examples: [Example("sfmodels __complete models", "All model names.")], isHidden: true)
  }

  static var syntax: Syntax<Self> {
    [.operand(\.kind, "KIND", help: "What kind of words.")]
  }

  func run(in context: Context) async throws {
    let lines = words(context).map { word, meaning in meaning.isEmpty ? word : "\(word)\t\(meaning)" }
    try context.output.write(lines.map { $0 + "\n" }.joined())
  }

  // A shell in the middle of a line has no use for an error: what cannot be read offers no words.
  private func words(_ context: Context) -> [(String, String)] {
    switch kind {
    case "models":
      return aliases(context) + Catalogue.aliases.map { ($0.alias, $0.model.text) }
        + Catalogue.textModels.map { ($0.text, "") }
    case "embedding-models": return aliases(context) + Catalogue.embeddingModels.map { ($0.text, "") }
    case "profiles": return ((try? context.settings())??.profiles ?? []).map { ($0, "") }
    case "keys": return ((try? KeysFileOption().keys(in: context))?.keys ?? []).map { ($0.name, "") }
    case "templates": return templates(context).map { ($0, $1?.head.description ?? "") }
    case "variables":
      let variables = Set(templates(context).flatMap { $1?.variables ?? [] })
      return variables.sorted().map { ("\($0)=", "") }
    case "conversations":
      return conversations(context)
    case "settings":
      return SettingKey.options.compactMap { option in option.setting.map { ($0, option.help) } }
        + SettingKey.plain.map { ($0.name, "") }
    case "commands":
      let tree = CommandTree.sfmodels
      return tree.description().children.filter { !$0.words.isHidden }.map { ($0.name, $0.words.summary) }
        + tree.topics.map { ($0.name, $0.summary) }
    default: return []
    }
  }

  private func templates(_ context: Context) -> [(name: String, file: TemplateFile?)] {
    let folder = TemplateFolder(context)
    return folder.names.map { ($0, try? folder.file(named: $0)) }
  }

  /// Each with what was asked in it first.
  private func conversations(_ context: Context) -> [(String, String)] {
    let found = try? context.ledger()?.overview(of: AccountOptions().profile, upTo: 100)
    return (found ?? []).map { ($0.id, $0.question) }
  }

  private func aliases(_ context: Context) -> [(String, String)] {
    guard let settings = (try? context.settings()) ?? nil else { return [] }
    return settings.aliasNames.map { ($0, settings.alias($0) ?? "") }
  }
}

/// The name of a model as a prompt and a table have room for it: without what all names of an API have in common.
enum ShortModelName {
  private static let prefixes = ["sfdc_ai__Default", "sfdc_ai__", "llmgateway__"]

  static func text(of name: String) -> String {
    let prefix = prefixes.first { name.hasPrefix($0) && name != $0 } ?? ""
    return String(name.dropFirst(prefix.count))
  }
}

/// The name of a setting as people type it, and where it stands in the file.
struct SettingKey: Hashable {
  let name: String

  init(_ name: String) { self.name = name }

  /// Settings of the program as a whole; all others belong to a profile.
  var isGeneral: Bool { name == "history" || alias != nil || fallback != nil }

  /// The name of a model that it gives; `nil` for any other setting.
  var alias: String? { name.hasPrefix("alias.") ? String(name.dropFirst("alias.".count)) : nil }

  /// The name of the model whose fallbacks it lists; `nil` for any other setting.
  var fallback: String? {
    let prefix = "\(Self.fallbackTable)."
    return name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : nil
  }

  /// The table of lists of models.
  static let fallbackTable = "fallback"

  func keys(in profile: String) -> [String] {
    if let alias { return ["alias", alias] }
    if let fallback { return [Self.fallbackTable, fallback] }
    return isGeneral ? [name] : ["profile", profile, name]
  }
}

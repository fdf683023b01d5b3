/// The name of a setting as people type it, and where it stands in the file.
struct SettingKey: Hashable {
  let name: String

  init(_ name: String) { self.name = name }

  /// Settings of the program as a whole; all others belong to a profile.
  var isGeneral: Bool { name == "history" || name.hasPrefix("alias.") }

  /// The name of a model that it gives; `nil` for any other setting.
  var alias: String? { name.hasPrefix("alias.") ? String(name.dropFirst("alias.".count)) : nil }

  func keys(in profile: String) -> [String] {
    if let alias { return ["alias", alias] }
    return isGeneral ? [name] : ["profile", profile, name]
  }
}

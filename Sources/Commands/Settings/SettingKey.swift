/// The name of a setting as people type it, and where it stands in the file.
struct SettingKey: Hashable {
  let name: String

  init(_ name: String) { self.name = name }

  /// Settings of the program as a whole; all others belong to a profile.
  var isGeneral: Bool { name == "history" || name.hasPrefix("alias.") }

  func keys(in profile: String) -> [String] {
    if name.hasPrefix("alias.") { return ["alias", String(name.dropFirst("alias.".count))] }
    return isGeneral ? [name] : ["profile", profile, name]
  }
}

import Testing

@testable import Commands

/// Changing a setting changes a line, and nothing that people wrote around it.
struct SettingsTextTests {
  static let document = """
    # my settings
    history = "off"   # nobody's business

    [profile.default]
    domain = "https://acme.my.salesforce.com" # the org
    retries = 5

    # the other one
    [profile.prod]
    domain = "https://prod.my.salesforce.com"

    """

  @Test(arguments: [
    (["profile", "default", "retries"], "7", "retries = 5", "retries = \"7\""),
    (
      ["profile", "default", "domain"], "x", "domain = \"https://acme.my.salesforce.com\" # the org",
      "domain = \"x\"  # the org"
    ),
    (["profile", "default", "model"], "m", "retries = 5\n", "retries = 5\nmodel = \"m\"\n"),
    (["history"], "on", "history = \"off\"   # nobody's business", "history = \"on\"  # nobody's business"),
    (
      ["profile", "prod", "model"], "m", "prod.my.salesforce.com\"\n",
      "prod.my.salesforce.com\"\nmodel = \"m\"\n"
    ),
  ])
  func setsOneLine(_ key: [String], to value: String, replacing old: String, by new: String) throws {
    let edited = try SettingsText(Self.document, path: "f").setting(key, to: value)
    #expect(edited.text == Self.document.replacing(old, with: new))
    #expect(edited[key] == value)
  }

  @Test func addsATableThatIsMissing() throws {
    let edited = try SettingsText("history = \"on\"\n", path: "f").setting(["alias", "gpt-4.1"], to: "x")
    #expect(edited.text == "history = \"on\"\n\n[alias]\n\"gpt-4.1\" = \"x\"\n")
  }

  @Test func removesOneLine() throws {
    let edited = try SettingsText(Self.document, path: "f").setting(
      ["profile", "default", "retries"], to: nil)
    #expect(edited.text == Self.document.replacing("retries = 5\n", with: ""))
  }

  @Test(arguments: [
    "plain", "quote \" and \\ and\ttab", "new\nline", "ü 中文 🎉", "# no comment", "\u{1}\u{1F}",
  ])
  func valueComesBackAsItWas(_ value: String) throws {
    let edited = try SettingsText("", path: "f").setting(["alias", "a"], to: value)
    #expect(edited[["alias", "a"]] == value)
  }

  @Test func damagedTextNamesItsLine() {
    #expect {
      try SettingsText("a = 1\nb = \n", path: "config.toml")
    } throws: { error in
      guard case SettingsFailure.malformed("config.toml", 2, _) = error else { return false }
      return true
    }
  }

  @Test func valueInAnInlineTableIsLeftToPeople() {
    #expect(throws: SettingsFailure.uneditable(path: "f", key: "profile.default.model")) {
      try SettingsText("profile = { default = { model = \"x\" } }\n", path: "f")
        .setting(["profile", "default", "model"], to: "y")
    }
  }
}

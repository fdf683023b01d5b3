import TOML
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
      "domain = \"x\" # the org"
    ),
    (["profile", "default", "model"], "m", "retries = 5\n", "retries = 5\nmodel = \"m\"\n"),
    (["history"], "on", "history = \"off\"   # nobody's business", "history = \"on\"   # nobody's business"),
    (
      ["profile", "prod", "model"], "m", "prod.my.salesforce.com\"\n",
      "prod.my.salesforce.com\"\nmodel = \"m\"\n"
    ),
  ])
  func setsOneLine(_ key: [String], to value: String, replacing old: String, by new: String) throws {
    let edited = try SettingsText(Array(Self.document.utf8), path: "f").setting(key, to: value)
    #expect(String(decoding: edited.bytes, as: UTF8.self) == Self.document.replacing(old, with: new))
    #expect(edited[key] == value)
  }

  @Test func addsATableThatIsMissing() throws {
    let edited = try SettingsText(Array("history = \"on\"\n".utf8), path: "f").setting(
      ["alias", "gpt-4.1"], to: "x")
    #expect(
      String(decoding: edited.bytes, as: UTF8.self) == "history = \"on\"\n\n[alias]\n\"gpt-4.1\" = \"x\"\n")
  }

  @Test func removesOneLine() throws {
    let edited = try SettingsText(Array(Self.document.utf8), path: "f").setting(
      ["profile", "default", "retries"], to: nil)
    #expect(
      String(decoding: edited.bytes, as: UTF8.self) == Self.document.replacing("retries = 5\n", with: ""))
  }

  @Test(arguments: [
    "plain", "quote \" and \\ and\ttab", "new\nline", "ü 中文 🎉", "# no comment", "\u{1}\u{1F}",
  ])
  func valueComesBackAsItWas(_ value: String) throws {
    let edited = try SettingsText([], path: "f").setting(["alias", "a"], to: value)
    #expect(edited[["alias", "a"]] == value)
  }

  @Test func damagedTextNamesItsLine() {
    #expect {
      try SettingsText(Array("a = 1\nb = \n".utf8), path: "config.toml")
    } throws: { error in
      error as? SettingsFailure
        == .malformed(path: "config.toml", TOMLFailure(line: 2, problem: .expectedValue))
    }
  }

  @Test func valueInAnInlineTableIsChangedThere() throws {
    let text = try SettingsText(Array("profile = { default = { model = \"x\" } }\n".utf8), path: "f")
      .setting(["profile", "default", "model"], to: "y")
    #expect(text.bytes == Array("profile = { default = { model = \"y\" } }\n".utf8))
  }

  @Test(arguments: ["model = 1\n", "[[profile]]\nname = 1\n", "profile = \"x\"\n"])
  func whatHasNoPlaceForAValueIsLeftToPeople(_ text: String) {
    #expect(throws: SettingsFailure.self) {
      try SettingsText(Array(text.utf8), path: "f").setting(["model", "x"], to: "y")
        .setting(["profile", "default", "model"], to: "y")
    }
  }
}

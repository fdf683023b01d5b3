import CommandTree

/// Whose credentials are used, and which org they belong to.
struct AccountOptions: OptionGroup {
  var profile = "default"
  var domain: DomainArgument?

  init() {}

  static var syntax: Syntax<Self> {
    [
      .option(
        \.profile, "profile", "p", value: "NAME", environment: "SFMODELS_PROFILE",
        completion: .words("profiles"),
        section: section, help: "Which org and app to use."),
      .option(
        \.domain, "domain", value: "URL", environment: "SFMODELS_DOMAIN", setting: "domain", section: section,
        help: "My Domain of the org, where tokens come from."),
    ]
  }

  private static let section = ConnectionOptions.section
}

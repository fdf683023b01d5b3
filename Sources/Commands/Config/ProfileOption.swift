package import CommandTree

/// Which profile's settings are meant.
package struct ProfileOption: OptionGroup {
  package var profile = "default"

  package init() {}

  package static var syntax: Syntax<Self> {
    [
      .option(
        \.profile, "profile", "p", value: "NAME", environment: "SFMODELS_PROFILE",
        completion: .words("profiles"),
        help: "The profile whose setting is meant.")
    ]
  }
}

import CommandTree

/// Which profile's settings are meant.
struct ProfileOption: OptionGroup {
  var profile = "default"

  init() {}

  static var syntax: Syntax<Self> {
    [
      .option(
        \.profile, "profile", "p", value: "NAME", environment: "SFMODELS_PROFILE",
        completion: .words("profiles"),
        help: "The profile whose setting is meant.")
    ]
  }
}

import CommandTree

/// The External Client App that this program signs in through, as an org's metadata says it.
///
/// Sources: Models API Developer Guide, "Access Models API with REST", Step 1; Metadata API Developer Guide.
struct ExternalClientApp: Equatable, Sendable {
  /// How people or programs sign in through it.
  enum Flow: String, Value, CaseIterable, Sendable {
    /// A person in a browser; nobody needs a secret.
    case web
    /// A program with a private key, for one user.
    case jwtBearer = "jwt-bearer"
    /// A program with the app's secret.
    case clientCredentials = "client-credentials"
  }

  /// What it is called in files and commands.
  var name: String
  /// What people see.
  var label: String
  var contactEmail: String
  var flow: Flow
  var consumerKey: String
  var callback: String
  /// PEM; what the private key of a program is checked with.
  var certificate: String?
  /// The user for whom the client credentials count; `nil` leaves the choice to an administrator.
  var runAs: String?

  /// The metadata, a component of each type.
  var components: [MetadataComponent] {
    [application, globalOAuth, oAuth, oAuthPolicies, policies, permissionSet]
  }

  private var application: MetadataComponent {
    MetadataComponent(
      "ExternalClientApplication", name, in: "externalClientApps", suffix: "eca",
      [
        ("contactEmail", contactEmail),
        ("description", "Lets the command-line program sfmodels call the org's models."),
        ("distributionState", "Local"), ("isProtected", "false"), ("label", label),
      ])
  }

  private var globalOAuth: MetadataComponent {
    // A browser's user keeps no secret, and a key is a better one.
    let needsNoSecret = flow != .clientCredentials
    return MetadataComponent(
      "ExtlClntAppGlobalOauthSettings", "\(name)_glbloauth", in: "extlClntAppGlobalOauthSets",
      suffix: "ecaGlblOauth",
      [
        ("callbackUrl", callback), ("certificate", certificate), ("consumerKey", consumerKey),
        ("externalClientApplication", name),
        ("isClientCredentialsFlowEnabled", "\(flow == .clientCredentials)"),
        ("isConsumerSecretOptional", "\(needsNoSecret)"), ("isIntrospectAllTokens", "false"),
        // Without it tokens are opaque, and the API answers each call with 404.
        ("isNamedUserJwtEnabled", "true"),
        // It would refuse client credentials.
        ("isPkceRequired", "\(flow == .web)"), ("isSecretRequiredForRefreshToken", "\(!needsNoSecret)"),
        ("label", label), ("shouldRotateConsumerKey", "false"), ("shouldRotateConsumerSecret", "false"),
      ])
  }

  private var oAuth: MetadataComponent {
    MetadataComponent(
      "ExtlClntAppOauthSettings", "\(name)_oauth", in: "extlClntAppOauthSettings", suffix: "ecaOauth",
      [
        ("commaSeparatedOauthScopes", "Api, RefreshToken, SFApiPlatform"),
        ("externalClientApplication", name), ("label", label),
      ])
  }

  private var oAuthPolicies: MetadataComponent {
    let isPreAuthorized = flow == .jwtBearer
    return MetadataComponent(
      "ExtlClntAppOauthConfigurablePolicies", "\(name)_oauthPlcy", in: "extlClntAppOauthPolicies",
      suffix: "ecaOauthPlcy",
      [
        ("clientCredentialsFlowUser", runAs), ("commaSeparatedPermissionSet", isPreAuthorized ? name : nil),
        ("externalClientApplication", name), ("ipRelaxationPolicyType", "Enforce"),
        ("isClientCredentialsFlowEnabled", "\(flow == .clientCredentials)"), ("label", label),
        ("permittedUsersPolicyType", isPreAuthorized ? "AdminApprovedPreAuthorized" : "AllSelfAuthorized"),
        ("refreshTokenPolicyType", "Infinite"),
      ])
  }

  private var policies: MetadataComponent {
    MetadataComponent(
      "ExtlClntAppConfigurablePolicies", "\(name)_plcy", in: "extlClntAppPolicies", suffix: "ecaPlcy",
      [
        ("externalClientApplication", name), ("isEnabled", "true"), ("isOauthPluginEnabled", "true"),
        ("label", label), ("startPage", "None"),
      ])
  }

  private var permissionSet: MetadataComponent {
    MetadataComponent(
      "PermissionSet", name, in: "permissionsets", suffix: "permissionset",
      [
        ("description", "Whoever has it may sign in through the app \(label)."),
        ("hasActivationRequired", "false"), ("label", label),
      ])
  }
}

import Testing

@testable import Commands

/// The app of an org as metadata: what the Metadata API knows, and nothing else.
struct ExternalClientAppTests {
  /// Metadata API Developer Guide: the elements of each type that an app of this kind needs.
  private static let known: [String: Set<String>] = [
    "ExternalClientApplication": [
      "contactEmail", "description", "distributionState", "isProtected", "label",
    ],
    "ExtlClntAppGlobalOauthSettings": [
      "callbackUrl", "certificate", "consumerKey", "externalClientApplication",
      "isClientCredentialsFlowEnabled", "isConsumerSecretOptional", "isIntrospectAllTokens",
      "isNamedUserJwtEnabled", "isPkceRequired", "isSecretRequiredForRefreshToken", "label",
      "shouldRotateConsumerKey", "shouldRotateConsumerSecret",
    ],
    "ExtlClntAppOauthSettings": ["commaSeparatedOauthScopes", "externalClientApplication", "label"],
    "ExtlClntAppOauthConfigurablePolicies": [
      "clientCredentialsFlowUser", "commaSeparatedPermissionSet", "externalClientApplication",
      "ipRelaxationPolicyType", "isClientCredentialsFlowEnabled", "label", "permittedUsersPolicyType",
      "refreshTokenPolicyType",
    ],
    "ExtlClntAppConfigurablePolicies": [
      "externalClientApplication", "isEnabled", "isOauthPluginEnabled", "label", "startPage",
    ],
    "PermissionSet": ["description", "hasActivationRequired", "label"],
  ]

  private func app(_ flow: ExternalClientApp.Flow) -> ExternalClientApp {
    ExternalClientApp(
      name: "models", label: "Models & <more>", contactEmail: "admin@example.com", flow: flow,
      consumerKey: "0a1b", callback: "http://localhost:1717/OauthRedirect",
      certificate: flow == .jwtBearer ? "-----BEGIN" : nil, runAs: flow == .clientCredentials ? "run@as" : nil
    )
  }

  @Test(arguments: ExternalClientApp.Flow.allCases)
  func hasNoElementThatIsUnknown(_ flow: ExternalClientApp.Flow) {
    let components = app(flow).components
    #expect(Set(components.map(\.type)) == Set(Self.known.keys))
    for component in components {
      let elements = component.xml.matches(of: /\n    <([A-Za-z]+)>/).map { String($0.1) }
      #expect(elements == elements.sorted(), "\(component.type)")
      #expect(Set(elements).subtracting(Self.known[component.type] ?? []) == [], "\(component.type)")
    }
  }

  @Test(arguments: [
    (
      ExternalClientApp.Flow.web,
      "isClientCredentialsFlowEnabled=false isConsumerSecretOptional=true isNamedUserJwtEnabled=true isPkceRequired=true isSecretRequiredForRefreshToken=false permittedUsersPolicyType=AllSelfAuthorized"
    ),
    (
      .jwtBearer,
      "certificate=-----BEGIN commaSeparatedPermissionSet=models isClientCredentialsFlowEnabled=false isConsumerSecretOptional=true isNamedUserJwtEnabled=true isPkceRequired=false isSecretRequiredForRefreshToken=false permittedUsersPolicyType=AdminApprovedPreAuthorized"
    ),
    (
      .clientCredentials,
      "clientCredentialsFlowUser=run@as isClientCredentialsFlowEnabled=true isConsumerSecretOptional=false isNamedUserJwtEnabled=true isPkceRequired=false isSecretRequiredForRefreshToken=true permittedUsersPolicyType=AllSelfAuthorized"
    ),
  ])
  func differsByItsFlow(_ flow: ExternalClientApp.Flow, _ expected: String) {
    let telling: Set<String> = [
      "certificate", "commaSeparatedPermissionSet", "clientCredentialsFlowUser",
      "isClientCredentialsFlowEnabled", "isConsumerSecretOptional", "isNamedUserJwtEnabled", "isPkceRequired",
      "isSecretRequiredForRefreshToken", "permittedUsersPolicyType",
    ]
    let elements = app(flow).components.flatMap { component in
      component.xml.matches(of: /<([A-Za-z]+)>([^<\n]*)</).filter { telling.contains(String($0.1)) }.map {
        "\($0.1)=\($0.2)"
      }
    }
    #expect(Set(elements).sorted().joined(separator: " ") == expected)
  }

  @Test func isWrittenAsTheOrgWritesIt() {
    let component = app(.web).components[0]
    #expect(component.path == "externalClientApps/models.eca-meta.xml")
    #expect(
      component.xml == """
        <?xml version="1.0" encoding="UTF-8"?>
        <ExternalClientApplication xmlns="http://soap.sforce.com/2006/04/metadata">
            <contactEmail>admin@example.com</contactEmail>
            <description>Lets the command-line program sfmodels call the org's models.</description>
            <distributionState>Local</distributionState>
            <isProtected>false</isProtected>
            <label>Models &amp; &lt;more&gt;</label>
        </ExternalClientApplication>

        """)
  }

  @Test func aProjectHasAFileForEachAndTwoMore() {
    let project = SourceProject(components: app(.web).components, apiVersion: "66.0")
    #expect(
      project.files.map(\.path) == [
        "sfdx-project.json", "manifest/package.xml",
        "force-app/main/default/externalClientApps/models.eca-meta.xml",
        "force-app/main/default/extlClntAppGlobalOauthSets/models_glbloauth.ecaGlblOauth-meta.xml",
        "force-app/main/default/extlClntAppOauthSettings/models_oauth.ecaOauth-meta.xml",
        "force-app/main/default/extlClntAppOauthPolicies/models_oauthPlcy.ecaOauthPlcy-meta.xml",
        "force-app/main/default/extlClntAppPolicies/models_plcy.ecaPlcy-meta.xml",
        "force-app/main/default/permissionsets/models.permissionset-meta.xml",
      ])
    #expect(
      project.files[0].text
        == #"{"packageDirectories":[{"path":"force-app","default":true}],"sourceApiVersion":"66.0"}"# + "\n")
  }
}

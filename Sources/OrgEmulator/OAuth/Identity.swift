/// The one org and the one user whom the emulator knows: who the "Run As" user of its apps is.
enum Identity {
  static let organization = "00Dfj000006FdbREAS"
  static let user = "005fj000003kZqYAAU"
  static let username = "integration.user@acme.example"
  static let email = "integration.user@acme.example"
  static let name = "Integration User"
  static let tenant = "core/prod/\(organization)"
  static let url = "https://login.salesforce.com/id/\(organization)/\(user)"
}

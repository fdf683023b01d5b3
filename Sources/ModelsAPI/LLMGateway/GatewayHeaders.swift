package import HTTPTypes

/// The headers that the gateway knows beside those of ``ClientIdentity``.
package struct GatewayHeaders: Sendable {
  /// `core/prod1/00D…`; needed where the token does not tell the org.
  package var tenantID: String?
  /// Rarely needed: the model's name tells its provider.
  package var provider: String?

  /// Headers with these values; what is `nil` is not sent.
  package init(tenantID: String? = nil, provider: String? = nil) {
    self.tenantID = tenantID
    self.provider = provider
  }

  /// `x-sfdc-core-tenant-id` and `x-llm-provider`, as far as they have values.
  package var fields: HTTPFields {
    var fields = HTTPFields()
    if let name = HTTPField.Name("x-sfdc-core-tenant-id") { fields[name] = tenantID }
    if let name = HTTPField.Name("x-llm-provider") { fields[name] = provider }
    return fields
  }
}

package import HTTPTypes

/// The two headers with which every request says who asks; both "reserved for future use" and required.
///
/// Source: Models API Developer Guide, "Access Models API with REST", Provide Headers.
package struct ClientIdentity: Sendable {
  /// The value of `x-client-feature-id`.
  package var featureID: String
  /// The value of `x-sfdc-app-context`.
  package var appContext: String

  /// An identity with the documented values in the place of what is `nil`.
  package init(featureID: String? = nil, appContext: String? = nil) {
    self.featureID = featureID ?? "ai-platform-models-connected-app"
    self.appContext = appContext ?? "EinsteinGPT"
  }

  /// Both headers, as every request has them.
  package var fields: HTTPFields {
    var fields = HTTPFields()
    if let name = HTTPField.Name("x-client-feature-id") { fields[name] = featureID }
    if let name = HTTPField.Name("x-sfdc-app-context") { fields[name] = appContext }
    return fields
  }
}

package import HTTPTypes

/// The two headers with which every request says who asks; both "reserved for future use" and required.
///
/// Source: Models API Developer Guide, "Access Models API with REST", Provide Headers.
package struct ClientIdentity: Sendable {
  package var featureID: String
  package var appContext: String

  package init(featureID: String? = nil, appContext: String? = nil) {
    self.featureID = featureID ?? "ai-platform-models-connected-app"
    self.appContext = appContext ?? "EinsteinGPT"
  }

  package var fields: HTTPFields {
    var fields = HTTPFields()
    if let name = HTTPField.Name("x-client-feature-id") { fields[name] = featureID }
    if let name = HTTPField.Name("x-sfdc-app-context") { fields[name] = appContext }
    return fields
  }
}

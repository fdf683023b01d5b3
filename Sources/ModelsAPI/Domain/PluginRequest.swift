package import Wire

/// A request to a plug-in of the gateway, in words that only the plug-in knows.
package struct PluginRequest: Hashable, Sendable {
  /// The plug-in's name, as it stands in the path.
  package var plugin: String
  /// The body of the request, sent as it is.
  package var data: JSONObject

  /// A request to the plug-in of this name.
  package init(_ plugin: String, data: JSONObject) {
    self.plugin = plugin
    self.data = data
  }
}

/// A plug-in's answer: bytes that nobody but its caller understands.
package struct PluginReply: Hashable, Sendable {
  /// Salesforce's handle for support; `nil` where the answer had none.
  package var requestID: String?
  /// The body as it came.
  package var body: [UInt8]

  /// An answer as it came; `nil` where it had no handle for support.
  package init(requestID: String?, body: [UInt8]) {
    self.requestID = requestID
    self.body = body
  }
}

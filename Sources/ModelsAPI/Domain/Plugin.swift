package import Wire

/// A request to a plug-in of the gateway, in words that only the plug-in knows.
package struct PluginRequest: Hashable, Sendable {
  package var plugin: String
  package var data: JSONObject

  package init(_ plugin: String, data: JSONObject) {
    self.plugin = plugin
    self.data = data
  }
}

/// A plug-in's answer: bytes that nobody but its caller understands.
package struct PluginReply: Hashable, Sendable {
  package var requestID: String?
  package var body: [UInt8]

  package init(requestID: String?, body: [UInt8]) {
    self.requestID = requestID
    self.body = body
  }
}

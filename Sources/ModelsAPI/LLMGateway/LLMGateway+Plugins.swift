import HTTPTypes
package import Wire

extension LLMGateway {
  /// `POST /plugins/{plugin-name}/generations`: nobody knows what a plug-in does, so it is never asked twice.
  package func call(_ request: PluginRequest) -> Operation<PluginReply>? {
    Operation(path(request), headers: headers, json: request.data, isRepeatable: false) { head, body in
      PluginReply(requestID: head.requestID, body: body)
    }
  }

  /// `POST /plugins/{plugin-name}/generations/stream`: as little repeated as a call, and never `nil`.
  package func stream(_ request: PluginRequest) -> StreamOperation<ServerSentEvent>? {
    StreamOperation(
      "\(path(request))/stream", headers: headers, json: request.data, isRepeatable: false,
      reader: { PluginStreamReader(requestID: $0) })
  }

  private func path(_ request: PluginRequest) -> String {
    "/plugins/\(PercentEncoding.encodePathSegment(request.plugin))/generations"
  }
}

/// Passes on what a plug-in says; only the plug-in knows when it has said all.
private struct PluginStreamReader: StreamReader {
  let requestID: String?
  let isComplete = true

  mutating func read(_ event: ServerSentEvent, into events: inout [ServerSentEvent]) throws {
    guard event.name != "error" else {
      throw ModelsFailure.brokenStream(Refusal(reportedBy: event, requestID: requestID))
    }
    events.append(event)
  }
}

import ModelsAPI
import Wire

extension Anthropic {
  /// What becomes of the fields of a request that say nothing a model here could follow.
  ///
  /// Clients send most of them by habit. Those that only say how Anthropic's own service should work are left out, as
  /// is what nobody knows; those that would change what is computed are refused. The same holds inside messages, blocks
  /// and tools: `cache_control`, `citations`, `defer_loading`, `input_examples` and their like are passed over.
  enum UnsupportedFields {
    /// What the log should name when it is left out.
    static let meaningless: Set<String> = [
      "betas", "cache_control", "container", "context_management", "diagnostics", "inference_geo", "metadata",
      "output_config", "service_tier", "speed", "thinking", "user_profile_id", "workspace_id",
    ]

    /// Names, sorted, of the fields of a request that do not count, and of the settings whose word nobody knows.
    static func leftOut(
      of body: RequestField, _ rows: [ClientField.Row] = ClientField.all(of: .messages)
    ) -> [String] {
      let names = (body.value.object?.members ?? []).filter { isLeftOut($0, rows.map(\.field)) }.map(\.name)
      let unknown = rows.filter { body[$0.field]?.value.string.map($0.declaration.leavesOut) ?? false }
      return Set(names + unknown.map(\.field.name)).sorted()
    }

    /// A schema for the answer is followed, as are settings; anything else in an object does not count.
    private static func isLeftOut(_ member: JSONObject.Member, _ fields: [ClientField]) -> Bool {
      guard meaningless.contains(member.name), !member.value.isNull else { return false }
      var read = Set(fields.filter { $0.objects == [member.name] }.map(\.member))
      if member.name == "output_config" { read.insert("format") }
      guard !read.isEmpty, let object = member.value.object else { return true }
      return object.members.contains { !read.contains($0.name) }
    }

    /// - Throws: what cannot be had, and would be missed.
    static func refuse(in body: RequestField) throws(ServerError) {
      if let thread = body["thread"] { throw .noMemory(parameter: thread.path.description) }
    }

    /// Tools are a wish: those of other servers are left out, and the answer says so.
    static func ignored(in body: RequestField) -> [String] {
      guard let servers = body["mcp_servers"], !servers.value.isEmpty else { return [] }
      return ["mcp_servers"]
    }
  }
}

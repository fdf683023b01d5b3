import Wire

/// Fields of requests that are understood and have no counterpart here.
enum UnreadFields {
  /// They say nothing about the answer's content, so leaving them out is not worth a word.
  private static let silent: Set<String> = [
    "metadata", "prediction", "prompt_cache_key", "prompt_cache_retention", "safety_identifier",
    "service_tier",
    "store", "user",
  ]

  /// The other fields that nobody read, for `X-Sfmodels-Ignored`.
  static func ignored(in fields: BodyFields, read: Set<String>) -> [String] {
    fields.object.members.filter { member in
      !member.value.isEmpty && !read.contains(member.name) && !silent.contains(member.name)
        && isPlain(member.name)
    }.map(\.name)
  }

  /// Clients choose the names; a header must stay a list of words.
  static func isPlain(_ name: String) -> Bool {
    name.utf8.count <= 64
      && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ",") }
  }
}

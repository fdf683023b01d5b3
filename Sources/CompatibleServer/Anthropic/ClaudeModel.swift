import FoundationEssentials
import ModelsAPI
import Wire

/// What Anthropic's list of models tells of one: https://platform.claude.com/docs/en/api/models
struct ClaudeModel: Equatable {
  let name: String
  let displayName: String
  let description: String
  /// Seconds since 1970; 0 where nobody says.
  let created: Int
  /// Tokens of an answer; `nil` where nobody says.
  let longestAnswer: Int?

  private init(
    _ name: String, _ displayName: String, _ description: String, created: Int, longestAnswer: Int?
  ) {
    self.name = name
    self.displayName = displayName
    self.description = description
    self.created = created
    self.longestAnswer = longestAnswer
  }

  /// What is known of a name that clients may use.
  init(_ entry: ModelMap.Entry) {
    let plain = ModelSpelling.plain(entry.name)
    guard let known = Self.known.first(where: { ModelSpelling.plain($0.name) == plain }) else {
      self.init(entry.name, entry.name, "The org's model \(entry.model)", created: 0, longestAnswer: nil)
      return
    }
    self.init(
      entry.name, known.displayName, known.description, created: known.created,
      longestAnswer: known.longestAnswer)
  }

  /// The fields of today's API, and those of the clients that were there before it.
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("type", "model")
      writer.member("id", name)
      writer.member("display_name", displayName)
      writer.member("created_at", Date(timeIntervalSince1970: Double(created)).ISO8601Format())
      writer.member("lifecycle", "active")
      writer.member("name", displayName)
      writer.member("description", description)
      writer.name("max_tokens")
      if let longestAnswer { writer.number(longestAnswer) } else { writer.null() }
      // Required of a model, and nothing that the org's service tells of one.
      writer.member("max_input_tokens", nil)
      writer.member("capabilities", nil)
      writer.member("created", created)
      writer.member("object", "model")
    }
  }

  /// Days of release are Anthropic's; lengths are those that the org's models have.
  private static let known = [
    ClaudeModel(
      "claude-opus-4-5-20251101", "Claude Opus 4.5",
      "Most capable Claude 4.5 model for complex reasoning tasks",
      created: 1_763_942_400, longestAnswer: 64_000),
    ClaudeModel(
      "claude-haiku-4-5-20251001", "Claude Haiku 4.5",
      "Fast and efficient Claude 4.5 model for quick responses",
      created: 1_760_486_400, longestAnswer: 8_192),
    ClaudeModel(
      "claude-sonnet-4-5-20250929", "Claude Sonnet 4.5", "Balanced Claude 4.5 model for agents and coding",
      created: 1_759_104_000, longestAnswer: 8_192),
    ClaudeModel(
      "claude-sonnet-4-20250514", "Claude Sonnet 4", "Balanced Claude 4 model for general-purpose tasks",
      created: 1_747_872_000, longestAnswer: 8_192),
    ClaudeModel(
      "claude-3-7-sonnet-20250219", "Claude 3.7 Sonnet",
      "Balanced Claude 3.7 model for general-purpose tasks",
      created: 1_740_355_200, longestAnswer: 8_192),
    ClaudeModel(
      "claude-3-5-sonnet-latest", "Claude 3.5 Sonnet",
      "Latest Claude 3.5 Sonnet model with enhanced reasoning capabilities", created: 1_722_589_472,
      longestAnswer: 4_096),
    ClaudeModel(
      "claude-3-haiku-20240307", "Claude 3 Haiku",
      "Fast and efficient Claude 3 Haiku model for quick responses", created: 1_709_806_072,
      longestAnswer: 4_096),
    ClaudeModel(
      "claude-3-sonnet-20240229", "Claude 3 Sonnet",
      "Balanced Claude 3 Sonnet model for general-purpose tasks",
      created: 1_709_201_272, longestAnswer: 4_096),
    ClaudeModel(
      "claude-3-opus-20240229", "Claude 3 Opus", "Most capable Claude 3 model for complex reasoning tasks",
      created: 1_709_201_272, longestAnswer: 4_096),
  ]
}

import Testing
import Wire

@testable import CompatibleServer
@testable import ModelsAPI

/// Fields that stand inside of objects, and words that nobody knows, in the requests of both served APIs.
struct ClientFieldTests {
  private static func rows(
    _ field: ClientField, _ policy: UnsupportedFeaturePolicy = .leftOut
  ) -> [ClientField.Row] {
    [
      (field, SettingDeclaration(.safetyScoring, "safety", .choice(.init(\.safetyScoring)), policy: policy)),
      (
        .chatCompletions("text.top", from: 0, switchedOnBy: .flag("on")),
        SettingDeclaration(.logProbabilities, "logprobs", .whole(\.logProbabilities), policy: .leftOut)
      ),
    ]
  }

  private static let bodies: [(body: String, word: GenerationSettings.Scoring?, ignored: [String])] = [
    ("{}", nil, []), (#"{"text": {}}"#, nil, []), (#"{"text": null}"#, nil, []),
    (#"{"text": {"verbosity": "input"}}"#, .input, []), (#"{"text": {"verbosity": null}}"#, nil, []),
    (#"{"text": {"verbosity": "loud"}}"#, nil, ["text.verbosity"]),
    (#"{"text": {"verbosity": "both", "format": {"type": "text"}, "x": 1}}"#, .both, ["text.x"]),
    (#"{"verbosity": "input", "text": {"format": 5}}"#, nil, ["verbosity"]),
  ]

  @Test(arguments: bodies)
  func aFieldInsideOfAnObjectIsRead(
    _ body: String, _ word: GenerationSettings.Scoring?, _ ignored: [String]
  ) throws {
    let fields = BodyFields(try #require(JSONValue(decoding: body).object))
    let rows = Self.rows(.responses("text.verbosity"))
    #expect(try GenerationSettings(fields, rows).safetyScoring == word)
    #expect(UnreadFields(except: ["text.format"], rows).names(in: fields) == ignored)
  }

  @Test func objectsMayStandInObjects() throws {
    let body = try JSONValue(decoding: #"{"a": {"b": {"c": "output", "d": 1}, "e": 2}, "f": {"c": "input"}}"#)
    let fields = BodyFields(try #require(body.object))
    let rows = Self.rows(.responses("a.b.c"))
    #expect(try GenerationSettings(fields, rows).safetyScoring == .output)
    #expect(UnreadFields(except: [], rows).names(in: fields) == ["a.b.d", "a.e", "f"])
  }

  @Test func aFlagStandsBesideItsField() throws {
    let body = try JSONValue(decoding: #"{"on": false, "text": {"on": true, "top": 2}}"#)
    let fields = BodyFields(try #require(body.object))
    let rows = Self.rows(.responses("text.verbosity"))
    #expect(try GenerationSettings(fields, rows).logProbabilities == 2)
    #expect(UnreadFields(except: [], rows).names(in: fields) == ["on"])
  }

  @Test(arguments: [
    (#"{"text": 5}"#, "Invalid type for 'text': expected an object."),
    (#"{"text": {"verbosity": 5}}"#, "Invalid type for 'text.verbosity': expected a string."),
    (
      #"{"text": {"verbosity": "loud"}}"#,
      "Invalid value for 'text.verbosity': 'loud' is none of 'input', 'output', 'both'."
    ),
    (#"{"text": {"top": 2}}"#, "Invalid value for 'text.top': 'on' must be true for it."),
  ])
  func whatIsWrongIsNamedWhereItStands(_ body: String, _ message: String) throws {
    let fields = BodyFields(try #require(JSONValue(decoding: body).object))
    let error = try #require(throws: ServerError.self) {
      _ = try GenerationSettings(fields, Self.rows(.responses("text.verbosity"), .refused(as: "verbosity")))
    }
    #expect(OpenAIError(error).message == message)
  }

  @Test(
    arguments: [
      ("{}", nil, []), (#"{"output_config": {}}"#, nil, []),
      (#"{"output_config": {"effort": "input", "format": {}}}"#, .input, []),
      (#"{"output_config": {"effort": "loud"}}"#, nil, ["output_config.effort"]),
      (#"{"output_config": {"effort": "both", "x": 1}}"#, .both, ["output_config"]),
      (#"{"thinking": {"effort": "both"}}"#, nil, ["thinking"]),
    ] as [(String, GenerationSettings.Scoring?, [String])])
  func messagesHaveThemToo(
    _ body: String, _ word: GenerationSettings.Scoring?, _ leftOut: [String]
  ) throws {
    let field = RequestField(body: try #require(JSONValue(decoding: body).object))
    let rows = Self.rows(.messages("output_config.effort"))
    #expect(try GenerationSettings(messages: field, rows).safetyScoring == word)
    #expect(Anthropic.UnsupportedFields.leftOut(of: field, rows) == leftOut)
  }

  @Test func aWordThatMattersIsRefusedInMessages() throws {
    let body = try JSONValue(decoding: #"{"output_config": {"effort": "loud"}}"#)
    let field = RequestField(body: try #require(body.object))
    let error = try #require(throws: ServerError.self) {
      _ = try GenerationSettings(
        messages: field, Self.rows(.messages("output_config.effort"), .refused(as: "effort")))
    }
    #expect(
      AnthropicError(error).message
        == "output_config.effort: Input should be one of 'input', 'output', 'both'")
  }
}

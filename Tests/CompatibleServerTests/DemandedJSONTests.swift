import TestSupport
import Testing
import Wire

@testable import CompatibleServer

/// JSON that was demanded, and came in a fence.
struct DemandedJSONTests {
  private static let answers: [(String, String)] = [
    ("```json\n{\"a\": 1}\n```", "{\"a\": 1}"), ("```\n{\"a\": 1}\n```\n", "{\"a\": 1}"),
    ("\n```JSON\n{\"a\":\n \"```\"}\n```", "{\"a\":\n \"```\"}"), ("```json{\"a\": 1}```", "{\"a\": 1}"),
    ("{\"a\": \"```json\"}", "{\"a\": \"```json\"}"),
    ("```swift\nlet a = 1\n```", "```swift\nlet a = 1\n```"),
    ("``", "``"), ("```json\n{\"a\": 1", "{\"a\": 1"), ("None of it.", "None of it."),
  ]

  private static let demands: [(String, String)] = [
    (
      "/v1/chat/completions",
      #""messages":[{"role":"user","content":"Hi"}],"response_format":{"type":"json_object"}"#
    ),
    (
      "/v1/chat/completions",
      #""messages":[{"role":"user","content":"Hi"}],"response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{}}}"#
    ),
    ("/v1/responses", #""input":"Hi","text":{"format":{"type":"json_object"}}"#),
    (
      "/v1/messages",
      #""max_tokens":9,"messages":[{"role":"user","content":"Hi"}],"output_config":{"format":{"type":"json_schema","schema":{}}}"#
    ),
  ]

  private static func text(_ json: JSONValue?) -> String? {
    let choice = json?["choices"]?.array?.first?["message"]?["content"]?.string
    let item = json?["output"]?.array?.first?["content"]?.array?.first?["text"]?.string
    return choice ?? item ?? json?["content"]?.array?.first?["text"]?.string
  }

  private static func quoted(_ text: String) -> String { JSONValue.string(text).text }

  @Test(arguments: demands, answers)
  func aWholeAnswerHasNone(_ demand: (path: String, fields: String), _ answer: (String, String)) async throws
  {
    let gateway = ScriptedService.Reply.json(
      #"{"generation_details":{"generations":[{"content":\#(Self.quoted(answer.0))}]}}"#)
    let exchanged = try await Exchanged(demand.path, "{\(demand.fields)}", .gateway, gateway)
    // A whole answer that was cut keeps what shows where.
    guard answer.0 != "```json\n{\"a\": 1" else { return }
    #expect(Self.text(exchanged.answer.json) == answer.1)
    let models = try await Exchanged(demand.path, "{\(demand.fields)}", .models, restAnswer(answer.0))
    #expect(Self.text(models.answer.json) == answer.1)
  }

  @Test(arguments: answers) func aStreamHasNoneHoweverItIsCut(_ answer: String, _ text: String) async throws {
    let pieces = answer.map { #"{"content":\#(Self.quoted(String($0)))}"# }
    for frames in [pieces, [#"{"content":\#(Self.quoted(answer))}"#]] {
      let exchanged = try await Exchanged(
        "/v1/chat/completions",
        #"{"stream":true,"messages":[{"role":"user","content":"Hi"}],"response_format":{"type":"json_object"}}"#,
        .gateway, .stream([Array(ScriptedService.frames(frames).utf8)]))
      var told = ""
      var parser = ServerSentEventParser()
      try parser.read(Array(exchanged.answer.body.utf8)) { event in
        guard !event.data.elementsEqual("[DONE]".utf8) else { return }
        told +=
          try JSONValue(decoding: event.data)["choices"]?.array?.first?["delta"]?["content"]?.string ?? ""
      }
      #expect(told == text)
    }
  }

  @Test(arguments: [
    ("Here you are:\n```json\n{\"a\": 1}\n```\nEnjoy!", "{\"a\": 1}"),
    ("Two:\n```\n{}\n```\n```\n{}\n```", "Two:\n```\n{}\n```\n```\n{}\n```"),
    ("Code:\n```\nx = 1\n```", "Code:\n```\nx = 1\n```"),
  ])
  func wordsRoundTheOnlyFenceAreNoJSON(_ answer: String, _ json: String) {
    #expect(FenceRemoval.json(in: answer) == json)
  }

  @Test func whoDidNotDemandItGetsTheFence() async throws {
    let answer = "```json\n{}\n```"
    let exchanged = try await Exchanged(
      "/v1/chat/completions", #"{"messages":[{"role":"user","content":"Hi"}]}"#, .models, restAnswer(answer))
    #expect(Self.text(exchanged.answer.json) == answer)
  }

  @Test(arguments: [
    (
      "/v1/chat/completions",
      #""messages":[{"role":"user","content":"Hi"}],"response_format":{"type":"json_object","schema":{"type":"object"}}"#
    ),
    ("/v1/responses", #""input":"Hi","text":{"format":{"type":"json_object","schema":{"type":"object"}}}"#),
    (
      "/v1/chat/completions",
      #""messages":[{"role":"user","content":"Hi"}],"response_format":{"type":"json_object","name":"answer","schema":{"type":"object"}}"#
    ),
  ])
  func aSchemaBesideItCounts(_ path: String, _ fields: String) async throws {
    let exchanged = try await Exchanged(path, "{\(fields)}")
    #expect(
      exchanged.sent?["generation_settings"]?["parameters"]?["response_format"] == [
        "type": "json_schema", "json_schema": ["name": "answer", "schema": ["type": "object"]],
      ])
    let inWords = try await Exchanged(path, "{\(fields)}", .models)
    #expect(
      inWords.sent?["messages"]?.array?.first?["content"]?.string?.contains(#"{"type":"object"}"#) == true)
  }

  private static let schemaPlaces: [(path: String, fields: String, parameter: String)] = [
    (
      "/v1/chat/completions",
      #""messages":[{"role":"user","content":"Hi"}],"response_format":{"type":"json_schema","json_schema":{"name":"n","schema":SCHEMA}}"#,
      "response_format.json_schema.schema"
    ),
    (
      "/v1/responses", #""input":"Hi","text":{"format":{"type":"json_schema","name":"n","schema":SCHEMA}}"#,
      "text.format.schema"
    ),
    (
      "/v1/messages",
      #""max_tokens":9,"messages":[{"role":"user","content":"Hi"}],"output_config":{"format":{"type":"json_schema","schema":SCHEMA}}"#,
      "output_config.format.schema"
    ),
  ]

  @Test(
    arguments: [
      (
        #"{"properties":{"age":{"minimum":"0"}}}"#,
        "/properties/age/minimum: is a string, not a number"
      ),
      (##"{"items":{"$ref":"#/$defs/a"}}"##, "at #/items it refers to what is not there: #/$defs/a"),
      (##"{"$ref":"#"}"##, "at # it refers back to itself without end"),
    ], schemaPlaces)
  func whatIsNoSchemaIsRefusedWithThePlaceInIt(
    _ schema: (text: String, words: String), _ place: (path: String, fields: String, parameter: String)
  ) async throws {
    let body = "{\(place.fields.replacing("SCHEMA", with: schema.text))}"
    let exchanged = try await Exchanged(place.path, body)
    #expect(exchanged.answer.status == 400)
    let message = exchanged.answer.json?["error"]?["message"]?.string ?? ""
    #expect(
      message.contains(place.parameter) && message.contains("it is no JSON Schema: \(schema.words)"),
      "\(message)")
    #expect(exchanged.sent == nil)
  }

  /// Of another draft, or in another dialect: its rules are not known here.
  @Test(
    arguments: [
      #"{"$schema":"http://json-schema.org/draft-07/schema#","type":"object","exclusiveMinimum":true}"#,
      #"{"type":"string","pattern":"(a)\\1"}"#, #"{"type":"string","nullable":true,"example":1}"#,
    ], schemaPlaces)
  func whatMayBeASchemaElsewhereIsPassedOn(
    _ schema: String, _ place: (path: String, fields: String, parameter: String)
  ) async throws {
    let exchanged = try await Exchanged(place.path, "{\(place.fields.replacing("SCHEMA", with: schema))}")
    #expect(exchanged.answer.status == 200)
  }
}

import HTTPTypes
import TestSupport
import Testing
import Wire

@testable import Commands

/// `--schema` from the outside.
struct DemandedSchemaTests {
  @Test(
    arguments: [
      (
        ["--schema", #"{"properties":{"age":{"type":"int"}}}"#],
        "the schema is no JSON Schema of draft 2020-12\n  /properties/age/type: is \"int\", none of \"array\", \"boolean\", \"integer\", \"null\", \"number\", \"object\", \"string\""
      ),
      (
        ["--schema", #"{"items":{"$ref":"https://example.com/x.json"}}"#],
        "the schema cannot be used: at #/items it refers to another document: https://example.com/x.json\n  hint: copy what it refers to below '$defs' of the schema"
      ),
      (
        ["--schema", #"{"$schema":"http://json-schema.org/draft-07/schema#"}"#],
        "the schema cannot be used: at # it says that it is of another draft: http://json-schema.org/draft-07/schema#\n  hint: draft 2020-12 is known, which a schema without '$schema' is taken to be of"
      ),
      (
        ["--schema", #"{"pattern":"(a)\\1"}"#],
        "the schema cannot be used: at #/pattern it has a regular expression that cannot be used, (a)\\1: back-references are not supported (character 3)"
      ),
      (
        ["--schema", "person.json"],
        "there is no schema 'person.json'\n  hint: a schema is a file, JSON that begins with '{', or the short form 'name, age int'"
      ),
      (
        ["--schema", "age number"],
        "the schema's short form has no type 'number', which 'age' is to have\n  hint: the types are int, float, bool, str, and [TYPE] for a list of them"
      ),
      (["--repair", "1"], "--repair: it is for answers with a schema: --schema"),
      (["--schema-formats"], "--schema-formats: it is for answers with a schema: --schema"),
      (
        ["--api", "llmg", "--schema", "a", "--repair", "1", "--stream"],
        "--repair and --stream cannot be used together"
      ),
    ] as [([String], String)])
  func whatIsWrongIsRefusedBeforeAnythingIsSent(_ words: [String], _ message: String) async {
    for command in [["generate", "hi"], ["chat", "hi"], ["generate", "--from", "-"]] {
      if command.contains("--from"), words.contains("--stream") { continue }
      let result = await TestProgram().run(
        words: command + ["--domain", "x.my.salesforce.com"] + words, input: "{}")
      #expect(result == .init(status: 2, output: "", errors: "sfmodels: \(message)\n"))
    }
  }

  @Test(arguments: ["generate", "chat"])
  func aMisfitIsPrintedAndNamed(_ command: String) async {
    let result = await TestProgram().run(
      command, "-q", "--emulator", "--schema", "name, age int",
      #"[[reply: ```json\#n{"name":"a","age":"x"}\#n```]]"#)
    #expect(
      result
        == .init(
          status: 1, output: "{\"name\":\"a\",\"age\":\"x\"}\n",
          errors: """
            sfmodels: the answer does not fit the schema
              /age: is a string, not an integer (#/properties/age/type)

            """))
  }

  @Test func aPathWithoutResponseFormatsIsNotedAndFormatsAreThatAreNotKnown() async {
    let result = await TestProgram().run(
      "generate", "--emulator", "--schema-formats", "--schema", #"{"properties":{"a":{"format":"serial"}}}"#,
      "[[reply: {}]]")
    #expect(
      result
        == .init(
          status: 0, output: "{}\n",
          errors: """
            sfmodels: note: the API has no response formats: the schema is asked for in the prompt
            sfmodels: note: the answer is not checked for the formats serial

            """))
  }

  /// An org that gives these answers, one after the other.
  private static func org(_ texts: String...) -> ScriptedService {
    ScriptedService(
      texts.map { text in
        .json(
          """
          {"id":"x-1","generationDetails":{"generations":[{"id":"g-1","role":"assistant","content":\
          \(JSONValue.string(text).text),"parameters":{"finish_reason":"stop"}}],"parameters":{"model":"gpt",\
          "usage":{"prompt_tokens":7,"completion_tokens":5,"total_tokens":12}}}}
          """)
      })
  }

  private static func run(_ org: ScriptedService, _ words: [String], input: String? = nil) async
    -> TestProgram.Result
  {
    await TestProgram(org).run(
      words: words + ["-q", "--schema", "n int"] + TestProgram.serviceWords, input: input,
      environment: TestProgram.serviceEnvironment)
  }

  private static func sent(_ org: ScriptedService) throws -> [[JSONValue]] {
    try org.bodies.map { try JSONValue(decoding: $0)["messages"]?.array ?? [] }
  }

  @Test func whatDoesNotFitIsAskedForAgainWithTheMisfitsNamed() async throws {
    let org = Self.org(#"{"n":"one"}"#, "```json\n{\"n\":1}\n```")
    let result = await Self.run(org, ["chat", "--json", "--repair", "3", "How many?"])
    #expect(result.status == 0)
    let answer = try JSONValue(decoding: result.output)
    #expect(answer["text"] == #"{"n":1}"#)
    #expect(answer["usage"] == ["input_tokens": 14, "output_tokens": 10, "total_tokens": 24])
    let sent = try Self.sent(org)
    #expect(sent.count == 2)
    #expect(sent.last?.dropLast(2) == sent.first?[...])
    #expect(sent.last?.dropLast().last == ["role": "assistant", "content": #"{"n":"one"}"#])
    #expect(sent.last?.last?["role"] == "user")
    #expect(
      sent.last?.last?["content"]?.string?.contains(
        "- /n: is a string, not an integer (#/properties/n/type)\n") == true)
  }

  @Test func aPromptIsAskedAgainWithTheAnswerThatDidNotFit() async throws {
    let org = ScriptedService(
      [#"yes"#, #"{"n":1}"#].map { text in
        .json(
          #"{"id":"x","generation":{"id":"g","generatedText":\#(JSONValue.string(text).text),"parameters":{"usage":{"prompt_tokens":7,"completion_tokens":5,"total_tokens":12}}}}"#
        )
      })
    let result = await Self.run(org, ["generate", "--repair", "1", "How many?"])
    #expect(result == .init(status: 0, output: "{\"n\":1}\n", errors: ""))
    let prompts = try org.bodies.map { try JSONValue(decoding: $0)["prompt"]?.string ?? "" }
    #expect(prompts.count == 2)
    #expect(prompts[1].hasPrefix(prompts[0] + "\n\nThis was your answer:\n\nyes\n\nThat answer does not fit"))
    #expect(prompts[1].contains("- it is no JSON: unexpected 'y' at byte 0\n"))
  }

  @Test(arguments: [0, 1, 2])
  func itIsAskedNoOftenerThanIsSaid(_ limit: Int) async throws {
    let org = Self.org("{}", #"{"n":0.5}"#, #"{"n":null}"#)
    let result = await Self.run(org, ["chat", "--repair", String(limit), "How many?"])
    #expect(org.bodies.count == limit + 1)
    #expect(result.status == 1)
    #expect(result.output == ["{}", #"{"n":0.5}"#, #"{"n":null}"#][limit] + "\n")
    #expect(
      result.errors.hasPrefix(
        """
        sfmodels: warning: the conversation is not kept: HOME is not set
        sfmodels: the answer does not fit the schema
          /n: is 
        """), "\(result.errors)")
  }

  @Test func rowsAreAskedForAgainToo() async throws {
    let org = Self.org(#"{"n":1}"#, "{}", #"{"n":2}"#, "{}", "{}")
    let result = await Self.run(
      org, ["generate", "--from", "-", "-s", "Count.", "--repair", "1", "--concurrency", "1"],
      input: #"{"prompt":"a"}"# + "\n" + #"{"prompt":"b"}"# + "\n" + #"{"prompt":"c"}"# + "\n")
    #expect(result.status == 7)
    let rows = try result.output.split(separator: "\n").map { try JSONValue(decoding: String($0)) }
    #expect(
      rows.map { $0["schema"] } == [
        ["passes": true], ["passes": true],
        ["passes": false, "reasons": ["/n: is missing (#/required)"]],
      ])
    #expect(rows.map { $0["usage"]?["total_tokens"] } == [12, 24, 24])
  }
}

import TestSupport
import Testing
import Wire

@testable import ModelsAPI

/// What of a body is changed before it goes upstream as it is, and what is not.
struct NativeRuleTests {
  private static func sent(_ surface: NativeSurface, _ body: String, _ model: ModelName = "m") throws
    -> String
  {
    String(decoding: NativeRequest(surface, try NativeBody(Array(body.utf8)), to: model).body, as: UTF8.self)
  }

  private static let version = #""anthropic_version":"bedrock-2023-05-31""#

  @Test(arguments: [
    (#"{"model":"claude","max_tokens":1}"#, #"{\#(version),"max_tokens":1}"#),
    (#"{"max_tokens":1,"model":"claude"}"#, #"{\#(version),"max_tokens":1}"#),
    (#"{"a":1,"model":"claude","b":2}"#, #"{\#(version),"a":1,"b":2}"#),
    (#"{"model":"claude","stream":true}"#, "{\(version)}"),
    (#"{"stream":true,"model":"claude","a":1}"#, #"{\#(version),"a":1}"#),
    (#"{"a":1,"stream":true,"model":"claude"}"#, #"{\#(version),"a":1}"#),
    (#"{"model":"x","a":1,"model":"claude"}"#, #"{\#(version),"a":1}"#),
    ("{}", "{\(version)}"),
    (" {\n  \"model\" : \"claude\" ,\n  \"a\" : 1\n}\n", " {\(version),\n  \"a\" : 1\n}\n"),
    ("{\n  \"a\" : 1 ,\n\t\"model\" : \"claude\"\r\n}", "{\(version),\n  \"a\" : 1\r\n}"),
    (#"{"\u006dodel":"claude","a":1}"#, #"{\#(version),"a":1}"#),
    (
      #"{"anthropic_version":"bedrock-2023-05-31","a":1}"#,
      #"{"anthropic_version":"bedrock-2023-05-31","a":1}"#
    ),
    (#"{"a":1,"anthropic_version":"2023-06-01"}"#, #"{"a":1,\#(version)}"#),
    (
      #"{"messages":[{"model":"claude","stream":true}]}"#,
      #"{\#(version),"messages":[{"model":"claude","stream":true}]}"#
    ),
  ])
  func theHeadOfAMessagesBodyIsThePaths(_ body: String, _ sent: String) throws {
    #expect(try Self.sent(.messages, body) == sent)
  }

  @Test(arguments: [
    (
      #"{"thinking":{"type":"adaptive","display":"omitted"}}"#,
      #"{\#(version),"thinking":{"type":"adaptive","display":"omitted"}}"#
    ),
    (
      #"{"thinking":{"type":"enabled","budget_tokens":2048}}"#,
      #"{\#(version),"output_config":{"effort":"low"},"thinking":{"type":"adaptive"}}"#
    ),
    (
      #"{"thinking":{"budget_tokens":8192, "type":"enabled"}}"#,
      #"{\#(version),"output_config":{"effort":"medium"},"thinking":{"type":"adaptive"}}"#
    ),
    (
      #"{"thinking": {"type" : "enabled" , "x": 1.0, "budget_tokens": 1e5}, "output_config": {}}"#,
      #"{\#(version),"thinking": {"type" : "adaptive" , "x": 1.0}, "output_config": {"effort":"high"}}"#
    ),
    (
      #"{"output_config":{"format":{}},"thinking":{"type":"enabled"}}"#,
      #"{\#(version),"output_config":{"effort":"medium","format":{}},"thinking":{"type":"adaptive"}}"#
    ),
    (
      #"{"output_config":{"effort":"max"},"thinking":{"type":"enabled","budget_tokens":1}}"#,
      #"{\#(version),"output_config":{"effort":"max"},"thinking":{"type":"adaptive"}}"#
    ),
    (
      #"{"output_config":null,"thinking":{"type":"enabled","budget_tokens":9000}}"#,
      #"{\#(version),"output_config":{"effort":"high"},"thinking":{"type":"adaptive"}}"#
    ),
    (
      #"{"temperature":1,"thinking":{"type":"adaptive"},"top_p":0.9,"top_k":5,"a":1}"#,
      #"{\#(version),"thinking":{"type":"adaptive"},"a":1}"#
    ),
    (
      #"{"temperature":1.0,"thinking":{"type":"disabled"},"top_p":0.9}"#,
      #"{\#(version),"temperature":1.0,"thinking":{"type":"disabled"},"top_p":0.9}"#
    ),
    (#"{"temperature":1e0,"top_k":5}"#, #"{\#(version),"temperature":1e0,"top_k":5}"#),
    (#"{"thinking":null,"top_k":5}"#, #"{\#(version),"thinking":null,"top_k":5}"#),
    (#"{"thinking":"enabled","top_k":5}"#, #"{\#(version),"thinking":"enabled","top_k":5}"#),
  ])
  func thinkingIsAdaptive(_ body: String, _ sent: String) throws {
    #expect(try Self.sent(.messages, body) == sent)
  }

  @Test(arguments: [
    (#"{"model":"gpt-5","input":"Hi"}"#, #"{"model":"m","input":"Hi"}"#),
    (#"{"input":"Hi"}"#, #"{"model":"m","input":"Hi"}"#),
    (#"{"model" : null,"input":"Hi"}"#, #"{"model" : "m","input":"Hi"}"#),
    (#"{"input":"Hi","model":"m"}"#, #"{"input":"Hi","model":"m"}"#),
    (
      #"{"model":"m","reasoning":{"effort":"max","summary":"auto"}}"#,
      #"{"model":"m","reasoning":{"effort":"xhigh","summary":"auto"}}"#
    ),
    (
      #"{"model":"m","reasoning":{"effort":"xhigh"},"temperature":1}"#,
      #"{"model":"m","reasoning":{"effort":"xhigh"}}"#
    ),
    (
      #"{"top_p":1,"model":"m","reasoning":{"effort":"low"},"temperature":1}"#,
      #"{"model":"m","reasoning":{"effort":"low"}}"#
    ),
    (
      #"{"model":"m","reasoning":{"effort":"none"},"temperature":1}"#,
      #"{"model":"m","reasoning":{"effort":"none"},"temperature":1}"#
    ),
    (#"{"model":"m","temperature":1,"top_p":0.50}"#, #"{"model":"m","temperature":1,"top_p":0.50}"#),
    (#"{"model":"m","previous_response_id":"resp_1","input":[]}"#, #"{"model":"m","input":[]}"#),
    (
      #"{"model":"m","previous_response_id":null,"stream":true}"#,
      #"{"model":"m","previous_response_id":null,"stream":true}"#
    ),
  ])
  func aResponsesBodyNamesTheOrgsModel(_ body: String, _ sent: String) throws {
    #expect(try Self.sent(.responses, body) == sent)
  }

  @Test func whatWasLeftOutIsNamed() throws {
    func ignored(_ surface: NativeSurface, _ body: String) throws -> [String] {
      NativeRequest(surface, try NativeBody(Array(body.utf8)), to: "m").ignored
    }
    #expect(try ignored(.messages, #"{"model":"a","stream":true,"temperature":1}"#) == [])
    #expect(
      try ignored(.messages, #"{"thinking":{"type":"enabled"},"temperature":1,"top_k":2}"#) == [
        "temperature", "top_k",
      ])
    #expect(try ignored(.responses, #"{"reasoning":{"effort":"low"},"top_p":1}"#) == ["top_p"])
  }

  @Test func everyRuleHasANameOfItsOwnAndAReason() {
    #expect(Set(NativeRule.all.map(\.name)).count == NativeRule.all.count)
    for rule in NativeRule.all {
      #expect(rule.reason.hasSuffix("."), "\(rule.name)")
      #expect(rule.name.allSatisfy { $0.isLowercase || $0 == "-" }, "\(rule.name)")
    }
  }

  /// Each edit says for which rule it is made, and what is outside of all of them is the same in both.
  @Test func whatNoRuleNamesIsTheSameToTheByte() throws {
    let bytes = Array(AgentBodies.claudeCode.utf8)
    let body = try NativeBody(bytes)
    let edits = body.edits(for: .messages, "m")
    let names = Set(NativeRule.all.filter { $0.surface == .messages }.map(\.name))
    #expect(!edits.isEmpty && edits.allSatisfy { names.contains($0.rule) })
    var position = 0
    var kept: [UInt8] = []
    for edit in edits {
      #expect(edit.range.lowerBound >= position, "in order, and none over another")
      kept += bytes[position..<edit.range.lowerBound]
      position = edit.range.upperBound
    }
    kept += bytes[position...]
    #expect(kept.count > bytes.count - 200)
    let sent = body.edited(by: edits)
    #expect(sent.count == kept.count + edits.reduce(0) { $0 + $1.bytes.count })
    #expect(try JSONValue(decoding: sent)["messages"] == JSONValue(decoding: bytes)["messages"])
  }

  @Test(arguments: ["", "[]", "{", #"{"a":}"#, "{} x", "\"a\"", #"{"a":"\#u{1}"}"#, "null"])
  func whatIsNoObjectIsNoBody(_ text: String) {
    #expect(throws: JSONError.self) { try NativeBody(Array(text.utf8)) }
  }

  @Test(
    arguments: [
      ("sfdc_ai__DefaultBedrockAnthropicClaude45Sonnet", [.messages]),
      ("sfdc_ai__DefaultBedrockAnthropicClaude9Opus", [.messages]),
      ("sfdc_ai__DefaultGPT5", [.responses]), ("sfdc_ai__DefaultOpenAIGPT4OmniMini", [.responses]),
      ("sfdc_ai__DefaultAzureOpenAIGPT4Omni", [.responses]), ("sfdc_ai__DefaultO3", [.responses]),
      ("sfdc_ai__DefaultO4Mini", [.responses]), ("sfdc_ai__DefaultVertexAIGemini25Flash001", []),
      ("sfdc_ai__DefaultBedrockAmazonNovaPro", []), ("sfdc_ai__DefaultOpenAITextEmbeddingAda_002", []),
      ("llmgateway__BedrockAnthropicClaude45Opus", []), ("Claude_of_our_own", []), ("gpt-5", []), ("", []),
    ] as [(ModelName, [NativeSurface])])
  func aModelAnswersOverTheAPIOfItsMaker(_ model: ModelName, _ surfaces: [NativeSurface]) {
    #expect(NativeSurface.allCases.filter { $0.answers(model) } == surfaces)
  }
}

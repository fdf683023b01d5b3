import Testing
import Wire

@testable import OrgEmulator

/// The table of settings, held against what the gateway's endpoints do with each of its rows.
struct SettingFieldTests {
  private static let cases: [(SettingField.Object, SettingField)] =
    [.chat, .chatSettings, .prompt].flatMap { object in
      SettingField.all.filter { $0.objects.contains(object) }.map { (object, $0) }
    }

  private func request(_ object: SettingField.Object, _ member: String) -> String {
    let message = #""messages": [{"role": "user", "content": "Hi"}]"#
    return switch object {
    case .chat: gatewayRequest("/chat/generations", #"{"model": "\#(gpt)", \#(message), \#(member)}"#)
    case .chatSettings:
      gatewayRequest(
        "/chat/generations", #"{"model": "\#(gpt)", \#(message), "generation_settings": {\#(member)}}"#)
    case .prompt: gatewayRequest("/generations", #"{"model": "\#(gpt)", "prompt": "Hi", \#(member)}"#)
    }
  }

  /// A value that the field takes, and the reference's words for one that it does not.
  private func example(_ kind: SettingField.Kind) -> (right: String, wrong: String) {
    switch kind {
    case .whole: ("1", "Expected a whole number")
    case .number: ("0.5", "Expected a number from")
    case .flag: ("true", "Expected true or false.")
    case .text: (#""use_model_parameter""#, "Expected a string.")
    case .texts: (#"["x"]"#, "Expected an array.")
    case .object: ("{}", "Expected an object.")
    }
  }

  @Test(arguments: cases)
  private func aSettingIsKnownWhereItStands(_ object: SettingField.Object, _ field: SettingField) async throws
  {
    let org = TestOrg()
    let member = #""\#(field.name)": \#(example(field.kind).right)"#
    let answer = try await org.send(request(object, member), token: org.signIn())
    #expect(answer.status == 200)
    #expect(await org.ignoredFields == [:])
  }

  @Test(arguments: cases)
  private func aSettingIsCheckedWhereItStands(_ object: SettingField.Object, _ field: SettingField)
    async throws
  {
    let org = TestOrg()
    let answer = try await org.send(request(object, #""\#(field.name)": null"#), token: org.signIn())
    #expect(answer.status == 400)
    let parent = object == .chatSettings ? "['generation_settings']" : ""
    #expect(answer.body.contains("$\(parent)['\(field.name)']"))
    #expect(answer.body.contains(example(field.kind).wrong))
  }
}

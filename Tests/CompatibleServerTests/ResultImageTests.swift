import ModelsAPI
import Testing

@testable import CompatibleServer

/// Images in the results of tools, for models that take texts alone there.
struct ResultImageTests {
  private static let image = Message.Part.image(url: "data:image/png;base64,AA==")
  private static let shown = Message(
    .user, parts: [.text("The image of the tool's result:"), image])

  private static func result(_ parts: [Message.Part], _ id: String = "1") -> Message {
    Message(.tool, parts: parts, toolCallID: id)
  }

  private static func moved(_ model: ModelName, _ messages: [Message]) -> [Message] {
    var request = ChatRequest(model: model, .messages(messages))
    request.moveImagesOutOfResults()
    return request.messages
  }

  @Test(
    arguments: [
      ([result([.text("Seen."), image])], [result([.text("Seen.")]), shown]),
      ([result([image])], [result([.text("(the image is shown below)")]), shown]),
      (
        [result([image]), result([.text("b")], "2"), Message(.user, "Go on.")],
        [
          result([.text("(the image is shown below)")]), result([.text("b")], "2"), shown,
          Message(.user, "Go on."),
        ]
      ),
      (
        [result([image]), Message(.assistant, "x"), result([.text("b"), image], "2")],
        [
          result([.text("(the image is shown below)")]), shown, Message(.assistant, "x"),
          result([.text("b")], "2"), shown,
        ]
      ),
      ([Message(.user, parts: [image])], [Message(.user, parts: [image])]),
      ([result([.text("a")])], [result([.text("a")])]),
    ] as [([Message], [Message])])
  func standBehindAllResultsOfTheTurn(_ messages: [Message], _ expected: [Message]) {
    #expect(Self.moved("sfdc_ai__DefaultGPT5", messages) == expected)
  }

  @Test func aClaudeModelGetsThemWhereTheyWere() {
    let messages = [Self.result([.text("Seen."), Self.image])]
    #expect(Self.moved("sfdc_ai__DefaultBedrockAnthropicClaude45Sonnet", messages) == messages)
  }
}

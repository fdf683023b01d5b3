import ModelsAPI

extension ChatRequest {
  /// Moves images out of the results of tools, where models but Claude take texts alone, into a user's turn behind all
  /// results that belong together: nothing may stand between a call and its results.
  mutating func moveImagesOutOfResults() {
    guard case .messages(let messages) = input, messages.contains(where: \.isResultWithImage),
      ModelTraits(model.text)?.family != .claude
    else { return }
    var moved: [Message] = []
    var images: [Message.Part] = []
    for message in messages {
      if message.role != .tool { moved.append(showing: &images) }
      guard message.isResultWithImage else {
        moved.append(message)
        continue
      }
      let (rest, own) = message.withoutImages
      moved.append(rest)
      images += own
    }
    moved.append(showing: &images)
    input = .messages(moved)
  }
}

extension Message {
  fileprivate var isResultWithImage: Bool { role == .tool && parts.contains(where: \.isImage) }

  /// What is left of a result, and its images.
  fileprivate var withoutImages: (Message, [Part]) {
    var message = self
    let images = parts.filter(\.isImage)
    message.parts = parts.filter { !$0.isImage }
    if message.parts.isEmpty { message.parts = [.text("(the image is shown below)")] }
    return (message, images)
  }
}

extension Message.Part {
  fileprivate var isImage: Bool { if case .image = self { true } else { false } }
}

extension [Message] {
  fileprivate mutating func append(showing images: inout [Message.Part]) {
    guard !images.isEmpty else { return }
    append(Message(.user, parts: [.text("The image of the tool's result:")] + images))
    images = []
  }
}

import ModelsAPI
import Wire

/// A conversation as JSON Lines: how it is held, then one line for each message.
struct ChatRecord: Equatable {
  var profile: String
  var session: ChatSession

  private static let format = 1
}

extension ChatRecord {
  var bytes: [UInt8] {
    let messages = session.messages.map { Self.line($0.role, $0.content) }
    let open = session.unanswered.map { [Self.line(.user, $0)] } ?? []
    return ([header] + messages + open).flatMap { JSONValue.object($0).bytes + [UInt8(ascii: "\n")] }
  }

  private var header: JSONObject {
    var header: JSONObject = [
      "sfmodels_conversation": JSONValue(Self.format), "id": .string(session.id), "profile": .string(profile),
      "model": .string(session.model),
    ]
    header.set("system", session.system.map { .string($0) })
    header.set("generation_id", session.generation.map { .string($0) })
    header["settings"] = .object(session.settings.json)
    header["input_tokens"] = JSONValue(session.usage.inputTokens)
    header["output_tokens"] = JSONValue(session.usage.outputTokens)
    return header
  }

  private static func line(_ role: Message.Role, _ content: String) -> JSONObject {
    ["role": .string(role.rawValue), "content": .string(content)]
  }
}

extension ChatRecord {
  /// - Throws: ``ChatFailure/notAConversation(path:line:)``; what newer versions add is passed over.
  init(_ bytes: [UInt8], path: String) throws {
    let lines = bytes.split(separator: UInt8(ascii: "\n"))
    var values: [JSONObject] = []
    for (count, line) in lines.enumerated() {
      // Why it is no JSON is of no use to anybody: the line says it all.
      guard let object = (try? JSONValue(decoding: Array(line)))?.object else {
        throw ChatFailure.notAConversation(path: path, line: count + 1)
      }
      values.append(object)
    }
    guard let header = values.first, let model = header["model"]?.string,
      header["sfmodels_conversation"] != nil
    else { throw ChatFailure.notAConversation(path: path, line: 1) }
    profile = header["profile"]?.string ?? ""
    session = ChatSession(id: header["id"]?.string ?? "", model: model)
    session.system = header["system"]?.string
    session.settings = try ChatSettings(header["settings"])
    restore(try Self.messages(values.dropFirst(), path), header)
  }

  private mutating func restore(_ said: [Message], _ header: JSONObject) {
    var usage = ChatUsage()
    usage.inputTokens = header["input_tokens"]?.count ?? 0
    usage.outputTokens = header["output_tokens"]?.count ?? 0
    let questions = stride(from: 0, to: said.count - said.count % 2, by: 2)
    let turns = questions.map { index in
      ChatTurn(
        key: .random(in: 0...Int64.max), question: said[index].content, answer: said[index + 1].content)
    }
    let open = said.count % 2 == 1 ? said.last.map { OpenQuestion($0.content) } : nil
    session.restore(turns, open: open, generation: header["generation_id"]?.string, usage: usage)
  }

  private static func messages(_ lines: ArraySlice<JSONObject>, _ path: String) throws -> [Message] {
    try lines.enumerated().map { count, line in
      guard let role = line["role"]?.string.flatMap(Message.Role.init),
        role == (count % 2 == 0 ? .user : .assistant),
        let content = line["content"]?.string
      else { throw ChatFailure.notAConversation(path: path, line: count + 2) }
      return Message(role, content)
    }
  }
}

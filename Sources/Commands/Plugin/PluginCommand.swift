import CommandTree
import ModelsAPI
import Wire

/// Calls a plug-in of the LLM Gateway.
struct PluginCommand: CallingCommand {
  var name = ""
  var data: JSONArgument?
  var stream = false
  var connection = ConnectionOptions(for: .plugins)

  init() {}

  static var words: CommandMetadata {
    CommandMetadata(
      "plugin", "Call a plug-in of the LLM Gateway.",
      discussion: """
        Sends an object that only the plug-in understands, and prints what it answers, untouched. With `--stream` the \
        data of each event is printed on a line of its own as it comes.

        Only the LLM Gateway has plug-ins: without `--api` this command uses it by itself.
        """,
      examples: [
        Example("sfmodels plugin echo --emulator --data '{\"a\":1}'", "Try it without an org or a network."),
        Example("sfmodels plugin summary --data @request.json --stream", "Print what comes as it comes."),
      ])
  }

  static var syntax: Syntax<Self> {
    [
      .operand(\.name, "NAME", help: "The plug-in's name."),
      .option(
        \.data, "data", "d", value: "JSON|@FILE", completion: .file,
        help: "The object to send; an empty one by default."),
      .flag(\.stream, "stream", help: "Print events as they come."),
      .group(\.connection),
    ]
  }

  func run(in context: Context) async throws {
    var data = try data?.object() ?? [:]
    data.merge(try connection.request?.object() ?? [:])
    let (options, request) = (connection.using(.plugins, in: context), PluginRequest(name, data: data))
    guard !options.dryRun else { return try DryRun(options, in: context).describe(request, streams: stream) }
    let connection = try Connection(options, in: context) { $0.limits(of: .plugins) }
    guard stream else {
      let reply = try await connection.models.call(request)
      try context.output.write(reply.body)
      if reply.body.last != UInt8(ascii: "\n") { try context.output.write("\n") }
      return
    }
    var events = try await connection.models.stream(request)
    while let arrived = try await events.next() {
      let arrived = arrived.filter { $0.data != Array("[DONE]".utf8) }
      try context.output.write(arrived.flatMap { $0.data + [UInt8(ascii: "\n")] })
    }
  }
}

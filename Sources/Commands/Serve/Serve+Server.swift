import Authorization
import CompatibleServer
import ModelsAPI
import Transport
import Wire

/// What the server is made of.
extension Serve {
  /// Which models answer for names that nobody here has seen: the org's where it tells, else the catalogue's.
  ///
  /// - Throws: ``SettingsFailure``.
  func families(in context: Context) async throws -> [ModelMap.Entry] {
    var quiet = context
    quiet.errors = .nowhere
    let map = try modelMap(in: context)
    // Who is not signed in cannot ask the org, and need not.
    guard let upstream = try? Connection(connection, in: quiet) else { return map.families }
    let org = OrgModelCache(upstream, for: connection.api, in: quiet)
    return await ServedModels(upstream.models, map: map, org: org).families()
  }

  /// - Throws: ``CommandFailure/fewDescriptors(left:needed:)``.
  static func checkDescriptors() throws {
    let (left, needed) = (FileDescriptorLimit.left, FileDescriptorLimit.least)
    guard left >= needed else { throw CommandFailure.fewDescriptors(left: left, needed: needed) }
  }

  func limits(_ share: FileDescriptorLimit.Share?) -> Listener.Limits {
    var limits = Listener.Limits()
    limits.bodies = BodyBudget(bodyMemory.bytes)
    // What is refused whenever it comes is too large, and not one too many.
    limits.body = min(limits.body, limits.bodies.limit / CompatibleServer.Limits.memoryFactor)
    limits.connections = share?.accepted
    return limits
  }

  func server(
    _ keys: [String], _ named: ServedKeys?, _ limits: Listener.Limits, _ share: FileDescriptorLimit.Share?,
    in context: Context
  ) throws -> CompatibleServer {
    // Streams that flow do not count as requests that wait, so that more may be open.
    let upstream = try Connection(connection, in: context, concurrency: min(8_192, share?.opened ?? .max))
    let ids = IdentifierMaker()
    var configuration = CompatibleServer.Configuration(
      version: Program.version, now: context.now, makeID: { ids.identifier($0) })
    configuration.keys = keys
    configuration.namedKeys = named?.keys
    if let usage = named?.usage { configuration.keyUsage = usage }
    configuration.allowedOrigins = allowedOrigins.map(\.origin)
    configuration.allowedHosts = allowedHosts
    configuration.listeningHost = isOnLoopback ? nil : address
    configuration.upstream = upstreamNames
    if !noPage { configuration.page = WebPage(needsKey: !keys.isEmpty || named != nil) }
    if let share { configuration.limits.openRequests = share.opened }
    (configuration.limits.body, configuration.limits.bodies) = (limits.body, limits.bodies)
    configuration.logFormat = logFormat
    if !connection.network.quiet { configuration.log = { try? context.errors.line($0) } }
    let models = ServedModels(
      upstream.models, map: try modelMap(in: context),
      org: OrgModelCache(upstream, for: connection.api, in: context),
      lanes: LaneSelector(lane, elapsed: configuration.elapsed) { upstream.notes.note($0.words) },
      fallback: context.fallback(try fallbackTable(in: context), connection) {
        upstream.notes.note($0.words)
      },
      makeCallID: { ids.identifier("call_") },
      explain: { UpstreamFailure($0, hiding: context.redaction) })
    return CompatibleServer(models, configuration)
  }

  /// For the page: the org by its My Domain, where it is known.
  private var upstreamNames: CompatibleServer.Upstream {
    let host = connection.account.domain?.url.host ?? connection.baseURL?.url.host
    return CompatibleServer.Upstream(
      api: connection.api.name.title,
      host: connection.emulator ? "a pretend org" : host ?? Destination.documentedHost)
  }

  /// - Parameter context: is told what goes wrong with connections.
  func listener(_ service: CompatibleServer, _ limits: Listener.Limits, in context: Context) -> Listener {
    let notes = Notes(context.errors, isQuiet: connection.network.quiet)
    return Listener(
      host: address, port: port.number, limits: limits, service, refusingHead: service.refusal,
      refusing: service.refuse, onEvent: { service.count($0.incident) },
      onFailure: { notes.warn(FailureReport($0, hiding: context.redaction).message) })
  }

  /// Which models stand in for which; names lead where those of requests lead that do not leave the choice to the org.
  ///
  /// - Throws: ``SettingsFailure``, `FallbackFault`.
  func fallbackTable(in context: Context) throws -> FallbackTable {
    let map = try modelMap(in: context)
    return try context.fallbackTable(fallback, connection) { map.model(named: $0) }
  }

  private func modelMap(in context: Context) throws -> ModelMap {
    let settings = connection.emulator ? nil : try context.settings()
    var map = ModelMap(
      aliases: try settings?.aliases() ?? [:], textModel: try context.model(model.model, connection),
      embeddingModel: try context.model(embeddingModel, connection))
    map.isTextModelChosen = context.origins["model"] != nil
    return map
  }
}

extension [ModelMap.Entry] {
  /// Which models answer for names of families, for people.
  var sentence: String {
    "names that are new here: " + map { "\($0.name) is \($0.model)" }.joined(separator: ", ")
  }
}

import CompatibleServer
import Digest
import ModelsAPI
import Synchronization
import Transport
import Wire

/// A server for one program, which begins before it and ends with it.
struct RunServer: Sendable {
  /// How a run has ended.
  struct Outcome: Sendable {
    let ending: Result<ForegroundProgram.Ending, any Error>
    let report: RunReport
  }

  let serve: Serve
  /// What people are told beside the program's own words.
  let notes: Notes
  /// What goes on at the server.
  let log: LogQueue

  /// Runs the program to its end.
  ///
  /// - Throws: what keeps the server from listening.
  func run(_ program: RunProgram, in context: Context) async throws -> Outcome {
    let context = context.logging(to: log)
    let key = Self.freshKey()
    context.redaction.remember(key)
    let share = FileDescriptorLimit.share()
    var limits = serve.limits(share)
    // Nobody is left to be answered once the program has ended.
    limits.drain = .zero
    let service = try serve.server([key], nil, limits, share, in: context)
    log.whenDropping { service.count(.droppedLogLine) }
    let families = await service.models.families()
    notes.note(families.sentence)
    for sentence in service.models.fallback.table.sentences { notes.note(sentence) }
    let (ended, start) = (EndedProgram(), ContinuousClock.now)
    try await serve.listener(service, limits, in: context).run(
      until: {},
      // The server goes on for as long as this takes.
      onListening: { endpoints in
        Notes(context.errors, isQuiet: false).trace("sfmodels: listening on \(endpoints.addresses)")
        guard let address = endpoints.first.map({ "http://\($0.authority)" }) else { return }
        await ended.take { try await program.told(of: address, key: key, families).run() }
      })
    return Outcome(
      ending: ended.ending, report: RunReport(totals: service.totals, time: ContinuousClock.now - start))
  }

  /// 256 bits that nobody can guess.
  private static func freshKey() -> String { Hexadecimal.text(RandomBytes.make(32)) }
}

extension Context {
  fileprivate func logging(to log: LogQueue) -> Context {
    var context = self
    context.errors = log.entry
    return context
  }
}

/// What has become of a program.
private final class EndedProgram: Sendable {
  private let state = Mutex<Result<ForegroundProgram.Ending, any Error>>(.failure(CommandFailure.interrupted))

  var ending: Result<ForegroundProgram.Ending, any Error> { state.withLock { $0 } }

  func take(_ run: () async throws -> ForegroundProgram.Ending) async {
    do {
      let ending = try await run()
      state.withLock { $0 = .success(ending) }
    } catch {
      state.withLock { $0 = .failure(error) }
    }
  }
}

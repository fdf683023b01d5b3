import CompatibleServer
import ModelsAPI
import Synchronization

extension OrgModelCache {
  /// What the org says over this connection of the models that an API can be asked for; why it does not say it is a note, once.
  convenience init?(_ connection: Connection, for api: API, in context: Context) {
    guard let list = connection.configuredModels else { return nil }
    let note = CatalogueNote(connection.notes)
    let start = ContinuousClock.now
    self.init(
      elapsed: { ContinuousClock.now - start }, pause: context.pause,
      ask: {
        do {
          return try await list.models().filter { $0.isKnown(to: api) }
        } catch {
          note.say(FailureReport(error, hiding: context.redaction))
          return nil
        }
      })
  }
}

/// Says once that clients are told what the catalogue has.
private final class CatalogueNote: Sendable {
  private let notes: Notes
  private let isSaid = Atomic(false)

  init(_ notes: Notes) { self.notes = notes }

  func say(_ report: FailureReport) {
    guard !isSaid.exchange(true, ordering: .relaxed) else { return }
    notes.note(
      "clients that ask for models are told those of the catalogue: \(report.message)\(report.codes)")
  }
}

package import Wire

/// A query job of the Bulk API 2.0, as far as it has come.
///
/// Source: Bulk API 2.0 and Bulk API Developer Guide, "Get Information About a Query Job".
package struct BulkQueryJob: Hashable, Sendable {
  /// `750…`
  package struct ID: Hashable, Sendable, CustomStringConvertible {
    /// As the org writes it.
    package let text: String

    /// - Parameter text: as the org writes it.
    package init(_ text: String) { self.text = text }

    /// As the org writes it.
    package var description: String { text }
  }

  /// How far it is.
  package enum State: Hashable, Sendable {
    case waiting, running, complete, failed, aborted
  }

  /// By which it is asked for.
  package let id: ID
  /// How far it is.
  package let state: State
  /// So far; `nil` where the org does not say.
  package let records: Count?
  /// Why it failed, in the org's words.
  package let errorMessage: String?

  /// - Throws: ``QueryFailure/otherShape(missing:)``.
  init(_ json: JSONValue) throws(QueryFailure) {
    guard let id = json["id"]?.string, !id.isEmpty else { throw .otherShape(missing: "id") }
    guard let state = json["state"]?.string else { throw .otherShape(missing: "state") }
    self.id = ID(id)
    // A state of tomorrow is one that is waited in.
    self.state =
      switch state {
      case "JobComplete": .complete
      case "Failed": .failed
      case "Aborted": .aborted
      case "InProgress": .running
      default: .waiting
      }
    records = json["numberRecordsProcessed"]?.count
    errorMessage = json["errorMessage"]?.string
  }
}

/// A set of results of a job.
package struct BulkResultSet: Sendable {
  /// CSV, unpacked.
  package let table: [UInt8]
  /// As the org counts them; `nil` where it does not.
  package let records: Int?
  /// Asks for the next set; `nil` behind the last one.
  package let next: String?
}

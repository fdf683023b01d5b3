/// One message of a `text/event-stream`.
///
/// Source: WHATWG HTML, https://html.spec.whatwg.org/multipage/server-sent-events.html.
package struct ServerSentEvent: Hashable, Sendable {
  /// The media type of a stream of events.
  package static let contentType = "text/event-stream"

  /// The kind of message; a stream that does not say means `message`.
  package var name: String
  /// Lines joined by line feeds.
  package var data: [UInt8]
  /// The last id that the stream has told, here or before; empty when it told none.
  package var id: String

  /// An event; `message` is the name of those that have none.
  package init(_ name: String = "message", data: [UInt8], id: String = "") {
    self.name = name
    self.data = data
    self.id = id
  }

  /// Its data as text.
  package var text: String { String(decoding: data, as: UTF8.self) }
}

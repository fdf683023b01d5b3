/// What the page at `/` shows beside the server's figures: texts to copy.
package struct WebPage: Equatable, Sendable {
  /// A text to copy. The browser puts in how it has found the server, for ``address`` and ``authority`` and ``scheme``.
  package struct Example: Equatable, Sendable {
    /// Whom it is for.
    package var title: String
    /// As it is to stand in a shell or in a file.
    package var text: String

    /// A text for somebody.
    package init(_ title: String, _ text: String) { (self.title, self.text) = (title, text) }
  }

  /// Stands for `http://127.0.0.1:8080`.
  package static let address = "{address}"
  /// Stands for `127.0.0.1:8080`.
  package static let authority = "{authority}"
  /// Stands for `http`.
  package static let scheme = "{scheme}"

  /// Settings of clients.
  package var clients: [Example] = []
  /// Configurations of programs that collect metrics and logs.
  package var collectors: [Example] = []
  /// Configurations of limiters for many machines.
  package var limiters: [Example] = []

  /// A page with nothing to copy.
  package init() {}
}

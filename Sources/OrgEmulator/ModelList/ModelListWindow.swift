import Wire

/// Which part of the list a page shows.
struct ModelListWindow: Equatable {
  var limit: Int
  var offset: Int
  private var filters: [String]

  init?(_ query: FormFields) {
    guard let limit = Self.number(query["limit"], default: 25), (1...200).contains(limit),
      let offset = Self.number(query["offset"], default: 0), Count(exactly: offset) != nil
    else { return nil }
    self.limit = limit
    self.offset = offset
    filters = query.fields.filter { $0.name != "limit" && $0.name != "offset" }
      .map { "\(FormFields.encode($0.name))=\(FormFields.encode($0.value))" }
  }

  var next: ModelListWindow {
    var next = self
    next.offset += limit
    return next
  }

  func url(_ incoming: IncomingRequest) -> String {
    let query = filters + ["limit=\(limit)", "offset=\(offset)"]
    return "/\(incoming.path.joined(separator: "/"))?\(query.joined(separator: "&"))"
  }

  private static func number(_ text: String?, default: Int) -> Int? {
    guard let text else { return `default` }
    return Int(text)
  }
}

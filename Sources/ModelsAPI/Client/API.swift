/// An upstream API: all that is known of it before anything is asked of it. A new one is a folder beside `ModelsREST`
/// and `LLMGateway`, and its name in ``all``.
package struct API: Sendable {
  /// All there are; the first is meant where none is named.
  package static let all: [API] = [ModelsREST.api, LLMGateway.api]

  /// What an API is called.
  package struct Name: Hashable, Sendable {
    /// `llmg`, as `--api` takes it.
    package let word: String
    /// `LLM Gateway`, as people say it behind an article.
    package let title: String
  }

  /// What only some APIs can do.
  package enum Capability: Hashable, Sendable, CaseIterable {
    /// Answers come piece by piece.
    case streams
    case embeddings, feedback, plugins, batches
    /// Models that a company has made in Einstein Studio are known, beside Salesforce's own.
    case customModels
    /// A key of its own is taken in the place of a token.
    case apiKeys
    /// Makers' own APIs are spoken beside the upstream's: see ``NativeSurface``.
    case nativeSurfaces
    /// Requests should tell the org beside the token that belongs to it.
    case tenantHeader
  }

  /// A header that only some APIs know; the raw value is the name of its option.
  package enum OptionalHeader: String, Hashable, Sendable, CaseIterable {
    case tenantID = "tenant-id"
    case provider
  }

  /// Makes the API's dialect from who asks and the values of its optional headers.
  package typealias MakeDialect = @Sendable (ClientIdentity, [OptionalHeader: String]) -> any Dialect

  /// What options and people call it.
  package let name: Name
  /// Where the endpoints' paths begin on `https://api.salesforce.com`.
  package let basePath: String
  /// Which of the capabilities it has; empty for none.
  package let capabilities: Set<Capability>
  /// The optional headers that it takes; empty for none.
  package let optionalHeaders: Set<OptionalHeader>
  /// What helps who wants something that the API lacks.
  package let wayOut: Unsupported.WayOut
  private let makeDialect: MakeDialect

  /// An API as its folder declares it.
  package init(
    _ name: Name, basePath: String, can capabilities: Set<Capability>, takes headers: Set<OptionalHeader>,
    wayOut: Unsupported.WayOut, _ makeDialect: @escaping MakeDialect
  ) {
    self.name = name
    self.basePath = basePath
    self.capabilities = capabilities
    optionalHeaders = headers
    self.wayOut = wayOut
    self.makeDialect = makeDialect
  }
}

extension API {
  /// The first that can do something; `nil` where none can.
  package static func first(with capability: Capability) -> API? { all.first { $0.can(capability) } }

  /// Whether the API is one of those that can do something.
  package func can(_ capability: Capability) -> Bool { capabilities.contains(capability) }

  /// The API's way of saying things.
  ///
  /// - Parameter headers: values of those it takes; others are left out.
  package func dialect(_ identity: ClientIdentity, _ headers: [OptionalHeader: String] = [:]) -> any Dialect {
    makeDialect(identity, headers.filter { optionalHeaders.contains($0.key) })
  }

  /// All of its endpoints, as far as what they lack goes.
  var endpoints: Unsupported.Endpoints { Unsupported.Endpoints(api: name, wayOut: wayOut) }
}

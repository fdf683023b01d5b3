import Testing

/// Files are found by their names, and a name means one thing.
struct NameTests {
  /// Names that types had once and that say nothing to whoever knows the field.
  private static let retiredNames: Set<String> = [
    "AddingHeaders", "Admission", "Alarm", "AnswerDesk", "Answering", "Asking", "Attendance", "Backstage",
    "Binding",
    "BookEntry", "Books", "Carrier", "CommandWords", "Conveyor", "Describing", "Desk", "Draft", "Filler",
    "Folding",
    "Governor", "HeldMemory", "HostRule", "Improvisation", "InputMark", "JobVigil", "Memory", "Mind", "Order",
    "Pages", "Passing", "Patience", "Perseverance", "Phrase", "Places", "PollingRhythm", "Portion", "Remedy",
    "RowComplaint", "RowPace", "RowPlace", "RowWords", "ServedFailure", "Slot", "SmallTalk", "Stroke",
    "Tally",
    "Thought", "TokenGate", "TokenKeeper", "TokenMint", "TokenShelf", "Typing", "UpstreamPlan", "Upstreams",
    "Versioned", "Visit", "Wishes", "Wits", "World",
  ]

  /// A file may be named for a function, where that is all it has.
  @Test(arguments: try Manifest().modules)
  func everyFileDeclaresOrExtendsTheTypeItIsNamedFor(_ module: Manifest.Module) throws {
    let misnamed = try Checkout.swiftFiles(below: "Sources/\(module.name)").filter { file in
      file.subject != "main" && !file.declarations.contains { $0.isNamed(file.subject) }
    }
    let paths = misnamed.map(\.path).joined(separator: "\n")
    #expect(misnamed.isEmpty, "\(paths)")
  }

  @Test func noTwoModulesDeclareATypeOfOneName() throws {
    var modules: [String: Set<String>] = [:]
    for file in try Checkout.swiftFiles(below: "Sources") {
      for type in file.declarations where type.isType && type.isTopLevel && !type.isPrivate {
        modules[type.name, default: []].insert(file.module)
      }
    }
    let shared = modules.filter { $0.value.count > 1 }
    #expect(shared.map { "\($0.key): \($0.value.sorted())" }.sorted() == [])
  }

  @Test(arguments: ["Sources", "Tests"])
  func noTypeOrFileHasARetiredName(_ folder: String) throws {
    let retired = try Checkout.swiftFiles(below: folder).flatMap { file in
      (file.declarations.filter(\.isType).map(\.name) + [file.subject])
        .filter(Self.retiredNames.contains).map { "\(file.path): \($0)" }
    }
    #expect(retired == [])
  }
}

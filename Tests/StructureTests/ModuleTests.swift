import Testing

/// The modules and what each may import: the manifest says it, and lists the layers from the lowest up.
///
/// The compiler does not keep this: it lets a target see the dependencies of its dependencies.
struct ModuleTests {
  /// What comes with Swift and the system.
  private static let free: Set<String> = ["Dispatch", "FoundationEssentials", "Glibc", "Synchronization"]

  @Test func everyFolderIsAModuleOfTheManifest() throws {
    #expect(
      try Checkout.names(in: "Sources").filter { !$0.contains(".") } == Set(Manifest().modules.map(\.name)))
  }

  @Test(arguments: try Manifest().modules)
  func moduleImportsOnlyWhatTheManifestSays(_ module: Manifest.Module) throws {
    let allowed = Self.free.union(module.imports)
    let strangers = try Checkout.swiftFiles(below: "Sources/\(module.name)").flatMap { file in
      file.imports.filter { !allowed.contains($0) }.map { "\(file.path) imports \($0)" }
    }
    #expect(strangers == [])
  }

  @Test(arguments: try Manifest().modules)
  func manifestNamesNothingThatNoFileImports(_ module: Manifest.Module) throws {
    let imported = try Checkout.swiftFiles(below: "Sources/\(module.name)").flatMap(\.imports)
    #expect(module.imports.subtracting(imported) == [])
  }

  @Test func moduleImportsOnlyModulesBelowIt() throws {
    let modules = try Manifest().modules
    for (index, module) in modules.enumerated() {
      let above = Set(modules[index...].map(\.name))
      #expect(module.imports.intersection(above) == [], "\(module.name) is listed below what it imports")
    }
  }

  @Test func onlyTheNetworkModuleKnowsTheNetworkLibrary() throws {
    let files = try Checkout.swiftFiles(below: "Sources").filter { $0.module != "Transport" }
    #expect(files.filter { $0.imports.contains { $0.hasPrefix("NIO") } }.map(\.path) == [])
  }

  @Test func nothingImportsFoundation() throws {
    let files = try Checkout.swiftFiles(below: "Sources") + Checkout.swiftFiles(below: "Tests")
    #expect(files.filter { $0.imports.contains("Foundation") }.map(\.path) == [])
  }
}

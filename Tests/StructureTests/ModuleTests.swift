import FoundationEssentials
import Testing

/// The modules and what each may import: floors go up, nothing imports a module above it.
///
/// The compiler does not keep this: it lets a target see the dependencies of its dependencies.
struct ModuleTests {
  private static let free: Set<String> = [
    "Dispatch", "FoundationEssentials", "Glibc", "Synchronization",
  ]

  private static let modules: [String: Set<String>] = [
    "CommandTree": [],
    "FileSystem": [],
    "Wire": ["HTTPTypes"],
    "Terminal": ["CEditline", "FileSystem"],
    "ModelsAPI": ["Wire", "HTTPTypes"],
    "Authorization": ["FileSystem", "Wire", "HTTPTypes", "Crypto"],
    "Transport": [
      "Wire", "HTTPTypes", "NIOCore", "NIOPosix", "NIOHTTP1", "NIOHTTPTypesHTTP1", "NIOExtras", "NIOSOCKS",
      "NIOTLS", "NIOSSL",
    ],
    "OrgEmulator": ["Wire", "HTTPTypes", "Crypto"],
    "RowEngine": ["FileSystem", "Wire", "Crypto"],
    "CompatibleServer": ["Wire", "ModelsAPI", "HTTPTypes"],
    "Commands": [
      "CommandTree", "FileSystem", "Wire", "Terminal", "RowEngine", "ModelsAPI", "Authorization", "Transport",
      "OrgEmulator",
      "CompatibleServer", "HTTPTypes", "Crypto", "TOMLKit", "Subprocess",
    ],
    "sfmodels": ["Commands"],
  ]

  @Test func everyFolderIsARoomOfThePlan() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: Checkout.sources)
    #expect(Set(folders) == Set(Self.modules.keys).union(["CEditline"]))
  }

  @Test(arguments: modules.keys.sorted())
  func moduleImportsOnlyWhatIsAllowed(_ module: String) throws {
    let allowed = Self.free.union(Self.modules[module] ?? [])
    let imports = try Checkout.imports(below: "\(Checkout.sources)/\(module)")
    #expect(imports.filter { !allowed.contains($0.module) } == [])
  }

  @Test func nothingImportsFoundation() throws {
    let imports = try Checkout.imports(below: Checkout.sources) + Checkout.imports(below: Checkout.tests)
    #expect(imports.filter { $0.module == "Foundation" } == [])
  }

  @Test(arguments: modules.keys.sorted().filter { $0 != "sfmodels" })
  func manifestNamesOnlyWhatIsAllowed(_ module: String) throws {
    let declared = try Checkout.declaredDependencies(of: module)
    #expect(declared.subtracting(Self.modules[module] ?? []) == [])
  }
}

import Glibc
import Testing

/// One file under two names, and names under which nothing can be written: refused before anything is asked or replaced.
@Suite struct FileIdentityTests {
  /// A home with an input, and other names for it and for what is to be written.
  private static func home() throws -> Home {
    let home = try Home()
    try home.write("a\nb\n", to: "in.txt")
    try home.write("kept\n", to: "old.jsonl")
    mkdir("\(home.path)/folder", 0o700)
    symlink("in.txt", "\(home.path)/link")
    link("\(home.path)/in.txt", "\(home.path)/hard")
    symlink(home.path, "\(home.path)/same")
    symlink("nowhere", "\(home.path)/dangling")
    symlink("loop", "\(home.path)/loop")
    symlink("folder/../old.jsonl", "\(home.path)/old-link.jsonl")
    link("\(home.path)/old.jsonl", "\(home.path)/old-hard.jsonl")
    return home
  }

  @Test(arguments: [
    ("--from in.txt -o in.txt", "--output: 'in.txt' is the input"),
    ("--from in.txt -o ./in.txt", "--output: './in.txt' is the input"),
    ("--from in.txt -o link", "--output: 'link' is the input"),
    ("--from ./link -o hard", "--output: 'hard' is the input"),
    ("--from in.txt -o same/in.txt", "--output: 'same/in.txt' is the input"),
    ("-o hard <in.txt", "--output: 'hard' is the input"),
    ("-f in.txt -o ./folder/../hard", "--output: './folder/../hard' is the input"),
    ("--from in.txt -o x --errors hard", "--errors: 'hard' is the input"),
    ("--errors link <in.txt", "--errors: 'link' is the input"),
    ("--from in.txt -o x --errors x", "--errors: 'x' belongs to --output"),
    ("--from in.txt -o x --errors ./x", "--errors: './x' belongs to --output"),
    ("--from in.txt -o same/x --errors folder/../x", "--errors: 'folder/../x' belongs to --output"),
    ("--from in.txt -o x --errors same/x.partial", "--errors: 'same/x.partial' belongs to --output"),
    ("--from in.txt -o old.jsonl --errors old-hard.jsonl", "--errors: 'old-hard.jsonl' belongs to --output"),
    ("--from in.txt -o old-link.jsonl --errors old.jsonl", "--errors: 'old.jsonl' belongs to --output"),
    ("--from in.txt --errors old-hard.jsonl >>old.jsonl", "--errors: 'old-hard.jsonl' belongs to --output"),
  ])
  func oneFileUnderTwoNamesIsSeen(_ words: String, _ complaint: String) async throws {
    try await expect(words, complaint)
  }

  @Test(arguments: [
    ("--from in.txt -o folder", "--output: 'folder' is a folder"),
    ("--from in.txt -o folder/", "--output: 'folder/' is a folder"),
    ("--from in.txt -o none/", "--output: 'none/' is the name of a folder"),
    ("--from in.txt -o dangling", "--output: 'dangling' is a symbolic link that leads to no file"),
    ("--from in.txt -o loop", "--output: 'loop' is a symbolic link that leads to no file"),
    ("--from in.txt -o ''", "option '-o': '' is empty"),
    ("--from in.txt -o x --errors folder", "--errors: 'folder' is a folder"),
    ("--from in.txt -o x --errors dangling", "--errors: 'dangling' is a symbolic link that leads to no file"),
    ("--from in.txt --errors loop", "--errors: 'loop' is a symbolic link that leads to no file"),
  ])
  func whereNothingCanBeWrittenIsNamed(_ words: String, _ complaint: String) async throws {
    try await expect(words, complaint)
  }

  /// With and without `--force`.
  private func expect(_ words: String, _ complaint: String) async throws {
    for force in ["", "--force"] {
      let home = try Self.home()
      let before = try home.files()
      var call = Call.shell("cd; \"$0\" embed --emulator \(force) \(words)")
      call.environment["HOME"] = home.path
      let outcome = try await call.run()
      #expect(outcome.told == Told(2, "", "sfmodels: \(complaint)\n"), "\(force) \(words)")
      #expect(try home.files() == before)
      #expect(try home.read("\(home.path)/in.txt") == "a\nb\n")
      #expect(try home.read("\(home.path)/old.jsonl") == "kept\n")
      #expect(Home.mode(of: "\(home.path)/dangling") & S_IFMT == S_IFLNK)
    }
  }
}

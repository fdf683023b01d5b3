/// The tables of the ledger.
enum LedgerSchema {
  /// Stands in the database as `user_version`.
  private static let version = 2

  /// Makes the tables where there are none, and what was added since where an earlier version has made them.
  ///
  /// - Parameter upgrades: false leaves tables of an earlier version as they are.
  /// - Throws: ``LedgerFailure``; ``LedgerFailure/newer(path:version:)`` for what a later version has made.
  static func prepare(_ database: SQLiteDatabase, upgrades: Bool) throws(LedgerFailure) {
    let found = try Self.version(of: database)
    guard found < version, upgrades || found == 0 else { return }
    // It stays so in the file.
    if found == 0 { try database.execute("PRAGMA journal_mode = WAL") }
    try database.transaction { () throws(LedgerFailure) in
      // Whoever comes second finds it done.
      switch try Self.version(of: database) {
      case 0: try database.execute(tables + triggers)
      case 1 where upgrades: try upgrade(database)
      default: return
      }
      try database.execute("PRAGMA user_version = \(version)")
    }
  }

  /// The version that has made the tables; 0 where there are none.
  ///
  /// - Throws: ``LedgerFailure``; ``LedgerFailure/newer(path:version:)`` for one of which nothing is known here.
  static func version(of database: SQLiteDatabase) throws(LedgerFailure) -> Int {
    let found = Int(clamping: try database.number("PRAGMA user_version"))
    guard 0...version ~= found else { throw .newer(path: database.path, version: found) }
    return found
  }

  /// From version 1, which at first had no index of times, and all of the texts in the index of words.
  private static func upgrade(_ database: SQLiteDatabase) throws(LedgerFailure) {
    let indexes = try database.number("SELECT count(*) FROM sqlite_master WHERE name = 'entry_time'")
    guard indexes == 0 else { return }
    try database.execute(additions + triggers)
  }

  private static let additions = """
    CREATE INDEX entry_time ON entry (time);
    DROP TRIGGER entry_text_new;
    DROP TRIGGER entry_text_gone;
    DROP TRIGGER entry_text_changed;
    INSERT INTO entry_word (entry_word) VALUES ('delete-all');
    INSERT INTO entry_word (rowid, prompt, text)
      SELECT id, substr(prompt, 1, 50000), substr(text, 1, 50000) FROM entry_text;

    """

  // Texts stand apart: sums over all entries would have to pass them. The index of words refers to them and holds none;
  // it has the beginning of each, for a file of megabytes that is sent along would keep everybody waiting.
  private static let tables = """
    CREATE TABLE entry (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      key INTEGER NOT NULL UNIQUE,
      time INTEGER NOT NULL,
      command TEXT NOT NULL,
      profile TEXT NOT NULL,
      model TEXT,
      answering_model TEXT,
      conversation TEXT,
      parent INTEGER,
      generation_id TEXT,
      requests INTEGER NOT NULL,
      input_tokens INTEGER,
      output_tokens INTEGER,
      cached_tokens INTEGER,
      reasoning_tokens INTEGER,
      duration INTEGER,
      rows_done INTEGER,
      rows_refused INTEGER,
      verdict TEXT
    );
    CREATE INDEX entry_time ON entry (time);
    CREATE TABLE entry_text (
      id INTEGER PRIMARY KEY REFERENCES entry (id),
      system TEXT,
      prompt TEXT,
      text TEXT
    );
    CREATE TABLE conversation (
      id TEXT PRIMARY KEY,
      profile TEXT NOT NULL,
      model TEXT NOT NULL,
      system TEXT,
      settings TEXT NOT NULL,
      head INTEGER,
      time INTEGER NOT NULL
    );
    CREATE TABLE taken_over (name TEXT PRIMARY KEY);
    CREATE VIRTUAL TABLE entry_word USING fts5 (
      prompt, text, content = 'entry_text', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
    );

    """

  private static let triggers = """
    CREATE TRIGGER entry_text_new AFTER INSERT ON entry_text BEGIN
      INSERT INTO entry_word (rowid, prompt, text) VALUES (new.id, substr(new.prompt, 1, 50000), substr(new.text, 1, 50000));
    END;
    CREATE TRIGGER entry_text_gone AFTER DELETE ON entry_text BEGIN
      INSERT INTO entry_word (entry_word, rowid, prompt, text) VALUES ('delete', old.id, substr(old.prompt, 1, 50000), substr(old.text, 1, 50000));
    END;
    CREATE TRIGGER entry_text_changed AFTER UPDATE ON entry_text BEGIN
      INSERT INTO entry_word (entry_word, rowid, prompt, text) VALUES ('delete', old.id, substr(old.prompt, 1, 50000), substr(old.text, 1, 50000));
      INSERT INTO entry_word (rowid, prompt, text) VALUES (new.id, substr(new.prompt, 1, 50000), substr(new.text, 1, 50000));
    END;
    """
}

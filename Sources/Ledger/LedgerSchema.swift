/// The tables of the ledger, and how those of older versions become them.
enum LedgerSchema {
  /// Stands in the database as `user_version`.
  static let version: Int64 = 1

  /// Makes the tables where there are none.
  ///
  /// - Throws: ``LedgerFailure``; ``LedgerFailure/newer(path:version:)`` for what a later version has made.
  static func prepare(_ database: SQLiteDatabase) throws(LedgerFailure) {
    guard try isMissing(in: database) else { return }
    // It stays so in the file. Whoever comes second finds it done.
    try database.execute("PRAGMA journal_mode = WAL")
    try database.transaction { () throws(LedgerFailure) in
      guard try isMissing(in: database) else { return }
      try database.execute(tables)
      try database.execute("PRAGMA user_version = \(version)")
    }
  }

  private static func isMissing(in database: SQLiteDatabase) throws(LedgerFailure) -> Bool {
    let found = try database.number("PRAGMA user_version")
    guard found <= version else { throw .newer(path: database.path, version: Int(found)) }
    return found == 0
  }

  // Texts stand apart: sums over all entries would have to pass them. The index of words refers to them and holds none.
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
    CREATE TRIGGER entry_text_new AFTER INSERT ON entry_text BEGIN
      INSERT INTO entry_word (rowid, prompt, text) VALUES (new.id, new.prompt, new.text);
    END;
    CREATE TRIGGER entry_text_gone AFTER DELETE ON entry_text BEGIN
      INSERT INTO entry_word (entry_word, rowid, prompt, text) VALUES ('delete', old.id, old.prompt, old.text);
    END;
    CREATE TRIGGER entry_text_changed AFTER UPDATE ON entry_text BEGIN
      INSERT INTO entry_word (entry_word, rowid, prompt, text) VALUES ('delete', old.id, old.prompt, old.text);
      INSERT INTO entry_word (rowid, prompt, text) VALUES (new.id, new.prompt, new.text);
    END;
    """
}

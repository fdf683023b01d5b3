extension Ledger {
  /// Removes entries that are older than a moment, but for turns that lead to younger ones, and the conversations that
  /// nothing is left of.
  ///
  /// - Parameter time: in milliseconds since 1970, UTC.
  /// - Returns: how many entries were removed, and whether nothing is left of them in the files.
  /// - Throws: ``LedgerFailure``.
  package func prune(olderThan time: Int64) throws(LedgerFailure) -> (count: Int, isErased: Bool) {
    try withDatabase { database throws(LedgerFailure) in
      let count = try database.transaction { () throws(LedgerFailure) in
        try database.execute("CREATE TEMP TABLE IF NOT EXISTS old (id INTEGER PRIMARY KEY)")
        try database.run("DELETE FROM old")
        try database.run(Self.oldEntries, [.integer(time)])
        let count = try database.number("SELECT count(*) FROM old")
        try database.run("DELETE FROM entry_text WHERE id IN old")
        try database.run("DELETE FROM entry WHERE id IN old")
        try database.run(
          """
          DELETE FROM conversation
          WHERE time < ? AND (head IS NULL OR head NOT IN (SELECT key FROM entry))
          """, [.integer(time)])
        return Int(count)
      }
      // What was said must not be left in the index of words, in pages that are free, or in the log.
      if count > 0 {
        try database.execute("INSERT INTO entry_word (entry_word) VALUES ('optimize')")
        try database.execute("VACUUM")
      }
      // The log may hold what was removed before.
      return (count, try database.checkpoint())
    }
  }

  private static let oldEntries = """
    WITH RECURSIVE needed (key) AS (
      SELECT parent FROM entry WHERE time >= ?1 AND parent IS NOT NULL
      UNION SELECT parent FROM entry JOIN needed USING (key) WHERE parent IS NOT NULL
    )
    INSERT INTO old SELECT id FROM entry WHERE time < ?1 AND key NOT IN needed
    """
}

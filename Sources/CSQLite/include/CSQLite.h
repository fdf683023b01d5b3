#pragma once

// SQLite as it comes, and what Swift cannot call: a macro that is a cast, and a function of a varying number of
// arguments.
#include <sqlite3.h>

/// Gives a statement's parameter, counted from 1, a text of so many bytes, which stays where it is until the statement
/// has ended.
int csqlite_bind_text(sqlite3_stmt *statement, int index, const char *text, int count);

/// Whoever closes the database last leaves its write-ahead log as it is.
int csqlite_leave_log_at_close(sqlite3 *database);

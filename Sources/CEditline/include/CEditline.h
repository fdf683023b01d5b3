#pragma once

#include <histedit.h>
#include <stdio.h>
#include <sys/types.h>
#include <wchar.h>

// Swift cannot call variadic functions, so each use of `el_set` has a name of its own here.

typedef int (*editline_read)(EditLine *, wchar_t *);
typedef unsigned char (*editline_command)(EditLine *, wint_t);

static inline int editline_set_client_data(EditLine *editor, void *data) {
  return el_set(editor, EL_CLIENTDATA, data);
}

static inline void *editline_client_data(EditLine *editor) {
  void *data = NULL;
  return el_get(editor, EL_CLIENTDATA, &data) == 0 ? data : NULL;
}

static inline int editline_set_read(EditLine *editor, editline_read read) {
  return el_set(editor, EL_GETCFN, read);
}

static inline int editline_set_keys(EditLine *editor, const char *name) {
  return el_set(editor, EL_EDITOR, name);
}

/// `emacs` or `vi`.
static inline const char *editline_keys(EditLine *editor) {
  const char *name = NULL;
  return el_get(editor, EL_EDITOR, &name) == 0 ? name : NULL;
}

/// What the terminal is called, as in the variable TERM.
static inline const char *editline_terminal(EditLine *editor) {
  const char *name = NULL;
  return el_get(editor, EL_TERMINAL, &name) == 0 ? name : NULL;
}

/// Gives a function of ours a name that keys can be bound to.
static inline int editline_add_command(EditLine *editor, const char *name, editline_command command) {
  return el_set(editor, EL_ADDFN, name, "", command);
}

static inline int editline_bind(EditLine *editor, const char *key, const char *command) {
  return el_set(editor, EL_BIND, key, command, NULL);
}

/// The same in the map of vi's command mode.
static inline int editline_bind_alternative(EditLine *editor, const char *key, const char *command) {
  return el_set(editor, EL_BIND, "-a", key, command, NULL);
}

static inline int editline_set_history(EditLine *editor, HistoryW *history) {
  return el_wset(editor, EL_HIST, history_w, history);
}

static inline int editline_history_limit(HistoryW *history, int count) {
  HistEventW event;
  return history_w(history, &event, H_SETSIZE, count);
}

static inline int editline_history_add(HistoryW *history, const wchar_t *entry) {
  HistEventW event;
  return history_w(history, &event, H_ENTER, entry);
}

/// How many columns libedit gives to a character; -1 where it does not draw it.
int editline_columns(wchar_t character);

typedef ssize_t (*editline_write)(void *, const char *, size_t);

/// A stream for libedit to write to, whose bytes the function gets.
FILE *editline_stream(void *owner, editline_write write);

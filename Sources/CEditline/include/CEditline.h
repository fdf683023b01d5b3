#pragma once

#include <histedit.h>
#include <stdio.h>
#include <wchar.h>

// Swift cannot call variadic functions, so each use of `el_set` has a name of its own here.

typedef char *(*editline_prompt)(EditLine *);
typedef int (*editline_read)(EditLine *, wchar_t *);

static inline int editline_set_client_data(EditLine *editor, void *data) {
  return el_set(editor, EL_CLIENTDATA, data);
}

static inline void *editline_client_data(EditLine *editor) {
  void *data = NULL;
  return el_get(editor, EL_CLIENTDATA, &data) == 0 ? data : NULL;
}

static inline int editline_set_prompt(EditLine *editor, editline_prompt prompt) {
  return el_set(editor, EL_PROMPT, prompt);
}

static inline int editline_set_read(EditLine *editor, editline_read read) {
  return el_set(editor, EL_GETCFN, read);
}

static inline int editline_set_keys(EditLine *editor, const char *name) {
  return el_set(editor, EL_EDITOR, name);
}

/// Takes the terminal for editing, or gives it back as it was.
static inline int editline_prepare_terminal(EditLine *editor, int isEditing) {
  return el_set(editor, EL_PREP_TERM, isEditing);
}

static inline int editline_refresh(EditLine *editor) {
  return el_set(editor, EL_REFRESH);
}

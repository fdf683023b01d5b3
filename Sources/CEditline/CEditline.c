// For `wcwidth` and `fopencookie`.
#define _GNU_SOURCE

#include "CEditline.h"

#include <wctype.h>

int editline_columns(wchar_t character) {
  return iswprint((wint_t)character) ? wcwidth(character) : -1;
}

FILE *editline_stream(void *owner, editline_write write) {
  cookie_io_functions_t functions = {.write = write};
  return fopencookie(owner, "w", functions);
}

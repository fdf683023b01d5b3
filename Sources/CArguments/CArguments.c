#include "CArguments.h"

extern char **environ;

static char *no_words[] = {0};
static int count = 0;
static char **words = no_words;

// The C library hands them to whatever runs before main.
__attribute__((constructor)) static void keep(int argument_count, char **arguments) {
  count = argument_count;
  words = arguments;
}

int process_argument_count(void) { return count; }

char **process_arguments(void) { return words; }

char **process_environment(void) { return environ ? environ : no_words; }

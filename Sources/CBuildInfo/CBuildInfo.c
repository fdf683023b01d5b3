#include "CBuildInfo.h"

#ifndef SFMODELS_COMMIT
#define SFMODELS_COMMIT ""
#endif

// Defined for this file alone: another commit compiles nothing else anew.
const char *build_commit(void) { return SFMODELS_COMMIT; }

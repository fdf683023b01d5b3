#include "CMainQueue.h"

#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

// What libdispatch has for loops that are not its own: CoreFoundation's runs the main queue by these.
extern int _dispatch_get_main_queue_handle_4CF(void);
extern void _dispatch_main_queue_callback_4CF(void *);

// dispatch_main would end this thread by pthread_exit, for which glibc loads the library of gcc.
void run_main_queue(void) {
  struct pollfd wake = {_dispatch_get_main_queue_handle_4CF(), POLLIN, 0};
  if (wake.fd < 0) abort();
  for (;;) {
    uint64_t count;
    if (poll(&wake, 1, -1) == 1 && read(wake.fd, &count, sizeof count) == sizeof count) {
      _dispatch_main_queue_callback_4CF(NULL);
    }
  }
}

/*
 * Makes waiting for the disk slower, as on the disks of clouds, and counts how often it is waited for.
 * Loaded with LD_PRELOAD:
 *   FSYNC_DELAY_MICROS  how much longer each call takes
 *   FSYNC_COUNT_FILE    a file of at least 8 bytes, in which the calls are counted
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

static uint64_t uncounted;
static uint64_t *count = &uncounted;
static long delay_micros;

__attribute__((constructor)) static void begin(void) {
    const char *delay = getenv("FSYNC_DELAY_MICROS");
    const char *file = getenv("FSYNC_COUNT_FILE");
    if (delay) delay_micros = atol(delay);
    int fd = file ? open(file, O_RDWR) : -1;
    if (fd < 0) return;
    void *shared = mmap(NULL, sizeof *count, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (shared != MAP_FAILED) count = shared;
    close(fd);
}

static int slower(const char *name, int fd) {
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    struct timespec pause = {delay_micros / 1000000, delay_micros % 1000000 * 1000};
    __atomic_add_fetch(count, 1, __ATOMIC_RELAXED);
    if (delay_micros > 0) nanosleep(&pause, NULL);
    return real(fd);
}

int fsync(int fd) { return slower("fsync", fd); }
int fdatasync(int fd) { return slower("fdatasync", fd); }

/* Memory for arenas and weights: anonymous, private, 2 MiB aligned, on huge pages where the kernel gives them.
 * (A shared mapping silently gets none.) */
#ifndef ZEROSKIP_MEMORY_H
#define ZEROSKIP_MEMORY_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define HUGE_PAGE ((size_t)2 << 20)
#define SLACK ((size_t)64 << 10)          /* readable before and after a region */
#define SMALL_REGION ((size_t)256 << 10)  /* up to here ordinary pages fit the first-level TLB */

typedef struct {
    char *base;   /* NULL: empty */
    size_t bytes; /* from base on; SLACK more lie on either side */
} region;

static size_t round_up(size_t value, size_t unit) { return (value + unit - 1) / unit * unit; }

static size_t region_size(size_t bytes) {
    return bytes > SMALL_REGION ? round_up(bytes, HUGE_PAGE) : round_up(bytes ? bytes : 1, SLACK);
}

/* Map zero-filled memory for at least `bytes`; returns 0 if the kernel refuses. */
static int region_map(region *r, size_t bytes, int huge_pages) {
    if (bytes > SIZE_MAX / 2) return 0;
    size_t size = region_size(bytes), total = size + 2 * SLACK + HUGE_PAGE;
    char *start = mmap(NULL, total, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (start == MAP_FAILED) return 0;
    char *base = (char *)round_up((size_t)start + SLACK, HUGE_PAGE);
    char *first = base - SLACK, *last = base + size + SLACK, *end = start + total;
    if (first > start) munmap(start, (size_t)(first - start));
    if (end > last) munmap(last, (size_t)(end - last));
    /* The slack keeps the default advice, which also keeps the kernel from merging neighbouring regions into one entry
     * of smaps. Failing advice is no error: the kernel may be built without huge pages. */
    (void)madvise(base, size, huge_pages ? MADV_HUGEPAGE : MADV_NOHUGEPAGE);
    r->base = base;
    r->bytes = size;
    return 1;
}

static void region_unmap(region *r) {
    if (r->base) munmap(r->base - SLACK, r->bytes + 2 * SLACK);
    r->base = NULL;
    r->bytes = 0;
}

/* Forget the pages of a file's mapping that lie wholly inside [start, start + bytes); reading them brings them back. */
static void drop_pages(const char *start, size_t bytes) {
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    size_t first = round_up((size_t)start, page), last = ((size_t)start + bytes) / page * page;
    if (last > first) (void)madvise((void *)first, last - first, MADV_DONTNEED);
}

#endif

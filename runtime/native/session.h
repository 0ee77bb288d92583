/* What a session holds, and how it says what went wrong. */
#ifndef ZEROSKIP_SESSION_H
#define ZEROSKIP_SESSION_H

#include "abi.h"
#include "memory.h"
#include "pool.h"
#include "tensor.h"
#include "weights.h"

#include <stdarg.h>
#include <stdio.h>

#define MESSAGE_BYTES 512

struct zs_session {
    pool threads;
    pthread_mutex_t lock;
    zs_options options;
    const zs_model *model;

    const char *weights;
    int32_t weights_copied;

    /* What depends on the symbolic dims. `words` is as layout() left it, `frames` what kernels read: the same with
     * addresses where relocs stand. */
    int32_t prepared; /* whether all this belongs to `symbols` */
    const zs_plan *plan;
    int64_t *symbols;      /* [symbols] */
    int64_t *wanted;       /* [symbols] the values that the inputs of the present run ask for */
    int32_t *bound_by;     /* [symbols] the input that gave the value, -1: none yet */
    int64_t *words;        /* [words] those of the plan come first, here and in `frames` */
    int64_t *frames;       /* [threads * words] each thread has its own, which differ in regions */
    int64_t *output_dims;  /* of all outputs, one after another */
    region arena;          /* the arena itself, then for each thread local memory, then for each scratch memory */
    int64_t local_bytes;
    char *local, *scratch;

    const char **address;  /* [ZS_BASE_CALLER + inputs + outputs] by the base of a reloc; none for local memory */
    zs_reloc *caller_relocs; /* the plan's of inputs and outputs, which move from run to run */
    int32_t caller_relocs_count;
    region *staging;       /* [inputs] row-major copies of strided inputs */
    int32_t *allocated;    /* [outputs] whether this run allocated the output */

    int64_t *step_nanoseconds; /* [steps], with ZS_PROFILE */
    int64_t *plan_runs;        /* [plans] */
    char message[MESSAGE_BYTES];
};

/* The message of the last zs_open that failed: there is no session to hold it. A thread-local variable would need a
 * helper of the dynamic loader. */
static struct {
    pthread_mutex_t lock;
    char message[MESSAGE_BYTES];
} open_failure = {.lock = PTHREAD_MUTEX_INITIALIZER};

__attribute__((format(printf, 3, 4))) static int32_t fail(zs_session *s, int32_t status, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(s->message, sizeof s->message, format, arguments);
    va_end(arguments);
    return status;
}

/* Memory that counts against memory_limit, were the arena `arena` bytes and the staging of input `input` `staging`. */
static size_t memory_needed(const zs_session *s, size_t arena, int32_t input, size_t staging) {
    size_t total = arena + (s->weights_copied ? (size_t)s->model->weights_bytes : 0);
    for (int32_t i = 0; i < s->model->inputs; i++) total += i == input ? staging : s->staging[i].bytes;
    return total;
}

static int32_t check_limit(zs_session *s, size_t needed, const char *remedy) {
    if (!s->options.memory_limit || needed <= (size_t)s->options.memory_limit) return ZS_OK;
    return fail(s, ZS_MEMORY, "%zu bytes of memory are needed, more than the memory_limit of %lld; %s", needed,
                (long long)s->options.memory_limit, remedy);
}

/* Make a region at least `bytes` large; what it held is lost when it moves. */
static int32_t region_grow(zs_session *s, region *r, size_t bytes) {
    if (r->base && r->bytes >= bytes) return ZS_OK;
    region_unmap(r);
    if (region_map(r, bytes, !(s->options.flags & ZS_NO_HUGE_PAGES))) return ZS_OK;
    return fail(s, ZS_MEMORY, "the system refused %zu bytes of memory; feed smaller inputs or free memory", bytes);
}

#endif

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
    int32_t prepared; /* whether it belongs to the symbols of the inputs */
    int32_t *made;    /* [bindings] whether it belongs to those of the binding, too */
    const zs_plan *plan;
    int64_t *symbols;      /* [symbols + bound] */
    int64_t *wanted;       /* [symbols] the values that the inputs of the present run ask for */
    int32_t *bound_by;     /* [symbols] the input that gave the value, -1: none yet */
    int64_t *words;        /* [words] those of the plan come first, here and in `frames` */
    int64_t version;       /* grows whenever `words` or the place of an arena changes */
    int64_t *frames;       /* [threads * words] each thread has its own, which differ in regions */
    int64_t *filled;       /* [threads] the version that the thread's frames are made from */
    int64_t *output_dims;  /* of all outputs, one after another */
    int64_t *bytes;        /* [2 + bindings] as layout() gives them */
    int64_t *checks;       /* [checks] */
    region arena;          /* the arena itself, then for each thread local memory, then for each scratch memory */
    region *late;          /* [bindings] the arena of each binding */
    int64_t local_bytes;
    char *local, *scratch;

    zs_tensor *outputs;    /* the caller's, in this run */
    int64_t *iterations;   /* [threads * loops] which one the thread is in, -1: none */
    int32_t mark_status;   /* of the mark that failed in this run, or ZS_OK */
    const char **address;  /* [ZS_BASE_CALLER + inputs + outputs + bindings] by the base of a reloc; none for local memory */
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

/* Memory that counts against memory_limit, were one of its pieces `bytes` large. */
static size_t memory_needed(const zs_session *s, const region *piece, size_t bytes) {
    size_t total = s->weights_copied ? (size_t)s->model->weights_bytes : 0;
    total += piece == &s->arena ? bytes : s->arena.bytes;
    for (int32_t i = 0; i < s->model->inputs; i++) total += piece == &s->staging[i] ? bytes : s->staging[i].bytes;
    for (int32_t i = 0; i < s->model->bindings; i++) total += piece == &s->late[i] ? bytes : s->late[i].bytes;
    return total;
}

static int32_t check_limit(zs_session *s, size_t needed, const char *remedy) {
    if (!s->options.memory_limit || needed <= (size_t)s->options.memory_limit) return ZS_OK;
    return fail(s, ZS_MEMORY, "%zu bytes of memory are needed, more than the memory_limit of %lld; %s", needed,
                (long long)s->options.memory_limit, remedy);
}

/* Make a region at least `bytes` large; what it held is lost when it moves. */
static int32_t region_grow(zs_session *s, region *r, size_t bytes, const char *remedy) {
    if (r->base && r->bytes >= bytes) return ZS_OK;
    int32_t status = check_limit(s, memory_needed(s, r, region_size(bytes)), remedy);
    if (status) return status;
    region_unmap(r);
    if (region_map(r, bytes, !(s->options.flags & ZS_NO_HUGE_PAGES))) return ZS_OK;
    return fail(s, ZS_MEMORY, "the system refused %zu bytes of memory; feed smaller inputs or free memory", bytes);
}

#endif

/* The functions of zeroskip.h. One translation unit with the headers beside it, so that it becomes one LLVM module whose
 * only visible symbols are these. They do not call each other: in a program with several libraries such a call could end
 * in another one. */
#define _GNU_SOURCE
#pragma GCC visibility push(default)
#include "zeroskip.h"
#pragma GCC visibility pop

#include "run.h"

#define MOST_THREADS 1024
#define FLAGS (ZS_NO_HUGE_PAGES | ZS_SHARE | ZS_PROFILE | ZS_FLUSH_DENORMALS)

static int32_t check_cpu(zs_session *s) {
    char missing[128];
    uint32_t lacking = s->model->features & ~cpu_features();
    if (!lacking) return ZS_OK;
    cpu_list_features(lacking, missing, sizeof missing);
    return fail(s, ZS_CPU, "this processor lacks %s; compile the model for it with --target",
                missing[0] ? missing : "a feature unknown to this runtime");
}

static int32_t read_options(zs_session *s, const zs_options *options) {
    s->options.size = sizeof s->options;
    if (options) {
        if (options->size != sizeof *options)
            return fail(s, ZS_INVALID, "options.size is %llu, must be sizeof(zs_options), %zu",
                        (unsigned long long)options->size, sizeof *options);
        s->options = *options;
    }
    zs_options *o = &s->options;
    if (o->flags & ~(uint32_t)FLAGS) return fail(s, ZS_INVALID, "options.flags has unknown bits: 0x%x", o->flags & ~(uint32_t)FLAGS);
    if (o->threads < 0 || o->threads > MOST_THREADS)
        return fail(s, ZS_INVALID, "options.threads is %d, must be 1..%d, or 0 for all CPUs", o->threads, MOST_THREADS);
    if (o->memory_limit < 0)
        return fail(s, ZS_INVALID, "options.memory_limit is %lld, must not be negative", (long long)o->memory_limit);
    if (!o->threads) {
        cpu_mask cpus = cpu_allowed();
        o->threads = cpu_count(&cpus);
    }
    return ZS_OK;
}

/* One zeroed array of the session; `count` may be 0. */
static void *array(size_t count, size_t size, int32_t *failed) {
    void *memory = calloc(count ? count : 1, size);
    if (!memory) *failed = 1;
    return memory;
}

static int32_t allocate(zs_session *s) {
    const zs_model *m = s->model;
    size_t symbols = (size_t)m->symbols, bindings = (size_t)m->bindings, words = (size_t)m->words, inputs = (size_t)m->inputs, outputs = (size_t)m->outputs;
    size_t output_dims = 0;
    int32_t failed = 0;
    for (int32_t i = 0; i < m->outputs; i++) output_dims += (size_t)m->output[i].rank;
    s->symbols = array(symbols + (size_t)m->bound, sizeof *s->symbols, &failed);
    s->wanted = array(symbols, sizeof *s->wanted, &failed);
    s->bound_by = array(symbols, sizeof *s->bound_by, &failed);
    s->words = array(words, sizeof *s->words, &failed);
    s->frames = array(words * (size_t)s->options.threads, sizeof *s->frames, &failed);
    s->filled = array((size_t)s->options.threads, sizeof *s->filled, &failed);
    s->bytes = array(2 + bindings, sizeof *s->bytes, &failed);
    s->checks = array((size_t)m->checks, sizeof *s->checks, &failed);
    s->made = array(bindings, sizeof *s->made, &failed);
    s->iterations = array((size_t)s->options.threads * (size_t)m->loops, sizeof *s->iterations, &failed);
    s->late = array(bindings, sizeof *s->late, &failed);
    s->output_dims = array(output_dims, sizeof *s->output_dims, &failed);
    s->address = array(ZS_BASE_CALLER + inputs + outputs + bindings, sizeof *s->address, &failed);
    s->caller_relocs = array((size_t)m->relocs, sizeof *s->caller_relocs, &failed);
    s->plan_runs = array((size_t)m->plans, sizeof *s->plan_runs, &failed);
    s->staging = array(inputs, sizeof *s->staging, &failed);
    s->allocated = array(outputs, sizeof *s->allocated, &failed);
    s->threads.workers = array((size_t)s->options.threads, sizeof *s->threads.workers, &failed);
    if (s->options.flags & ZS_PROFILE)
        s->step_nanoseconds = array((size_t)m->steps, sizeof *s->step_nanoseconds, &failed);
    if (failed) return fail(s, ZS_MEMORY, "the system refused the memory of a session");
    /* Values within bounds from the beginning: layout() may divide by them. */
    for (int32_t i = 0; i < m->bound; i++) s->symbols[m->symbols + i] = m->symbol[m->symbols + i].low;
    return ZS_OK;
}

static int32_t start_threads(zs_session *s) {
    uint32_t mxcsr = MXCSR_DEFAULT | (s->options.flags & ZS_FLUSH_DENORMALS ? MXCSR_FLUSH_DENORMALS : 0);
    int error = pool_open(&s->threads, s->options.threads, mxcsr);
    if (error) return fail(s, ZS_THREADS, "cannot start %d threads (error %d); ask for fewer", s->options.threads, error);
    return ZS_OK;
}

static int32_t bring_weights(zs_session *s) {
    const zs_model *m = s->model;
    s->weights = m->weights;
    if (!m->weights_bytes || s->options.flags & ZS_NO_HUGE_PAGES) return ZS_OK;
    if (s->options.flags & ZS_SHARE) {
        (void)madvise((void *)m->weights, (size_t)m->weights_bytes, MADV_HUGEPAGE);
        return ZS_OK;
    }
    int32_t status = check_limit(s, (size_t)m->weights_bytes, "raise it or open with ZS_SHARE");
    if (status) return status;
    s->weights = weights_acquire(m, &s->threads);
    s->weights_copied = s->weights != NULL;
    if (s->weights) return ZS_OK;
    return fail(s, ZS_MEMORY, "the system refused %lld bytes for the weights; free memory or open with ZS_SHARE",
                (long long)m->weights_bytes);
}

static int32_t start(zs_session *s, const zs_options *options) {
    s->model = &zs_this_model;
    if (s->model->abi != ZS_ABI) return fail(s, ZS_INVALID, "the library is damaged: compile the model again");
    int32_t status = check_cpu(s);
    if (!status) status = read_options(s, options);
    if (!status) status = allocate(s);
    if (!status) status = start_threads(s);
    if (!status) status = bring_weights(s);
    /* A model of fixed dims has its layout, and says that memory is short, from the beginning. */
    if (!status && !s->model->symbols) status = prepare(s);
    return status;
}

static void finish(zs_session *s) {
    pool_close(&s->threads);
    if (s->weights_copied) weights_release();
    region_unmap(&s->arena);
    for (int32_t i = 0; s->staging && i < s->model->inputs; i++) region_unmap(&s->staging[i]);
    free(s->symbols);
    free(s->wanted);
    free(s->bound_by);
    free(s->words);
    free(s->frames);
    for (int32_t i = 0; s->late && i < s->model->bindings; i++) region_unmap(&s->late[i]);
    free(s->late);
    free(s->made);
    free(s->iterations);
    free(s->filled);
    free(s->bytes);
    free(s->checks);
    free(s->output_dims);
    free(s->address);
    free(s->caller_relocs);
    free(s->plan_runs);
    free(s->staging);
    free(s->allocated);
    free(s->threads.workers);
    free(s->step_nanoseconds);
    pthread_mutex_destroy(&s->lock);
    free(s);
}

static int32_t refuse_open(int32_t status, const char *message) {
    pthread_mutex_lock(&open_failure.lock);
    snprintf(open_failure.message, sizeof open_failure.message, "%s", message);
    pthread_mutex_unlock(&open_failure.lock);
    return status;
}

int32_t zs_abi(void) { return ZS_ABI; }

const char *zs_manifest(void) { return zs_this_model.manifest; }

int32_t zs_open(zs_session **session, const zs_options *options) {
    void *memory;
    if (!session) return refuse_open(ZS_INVALID, "session is NULL");
    *session = NULL;
    if (posix_memalign(&memory, CACHE_LINE, sizeof(zs_session)))
        return refuse_open(ZS_MEMORY, "the system refused the memory of a session");
    zs_session *s = memset(memory, 0, sizeof *s);
    pthread_mutex_init(&s->lock, NULL);
    int32_t status = start(s, options);
    if (status) {
        refuse_open(status, s->message);
        finish(s);
    } else {
        *session = s;
    }
    return status;
}

int32_t zs_run(zs_session *s, const zs_tensor *inputs, zs_tensor *outputs) {
    if (!s) return ZS_INVALID;
    pthread_mutex_lock(&s->lock);
    int32_t status = run(s, inputs, outputs);
    pthread_mutex_unlock(&s->lock);
    return status;
}

int32_t zs_output_shape(zs_session *s, int32_t output, int64_t *dims) {
    if (!s) return ZS_INVALID;
    pthread_mutex_lock(&s->lock);
    int32_t status = ZS_OK;
    if (output < 0 || output >= s->model->outputs)
        status = fail(s, ZS_INVALID, "output %d does not exist, there are %d", output, s->model->outputs);
    else if (!s->prepared || (s->plan->output_bindings[output] && !s->made[s->plan->output_bindings[output] - 1]))
        status = fail(s, ZS_INVALID, "output '%s': its dims are known after a run", s->model->output[output].name);
    else {
        const int64_t *from = s->output_dims;
        for (int32_t i = 0; i < output; i++) from += s->model->output[i].rank;
        memcpy(dims, from, (size_t)s->model->output[output].rank * sizeof *dims);
    }
    pthread_mutex_unlock(&s->lock);
    return status;
}

const char *zs_step_name(zs_session *s, int32_t step) {
    return s && step >= 0 && step < s->model->steps ? s->model->step[step].name : NULL;
}

int32_t zs_profile(zs_session *s, int64_t *nanoseconds, int64_t *runs) {
    if (!s) return ZS_INVALID;
    pthread_mutex_lock(&s->lock);
    int32_t status = ZS_OK;
    if (!s->step_nanoseconds) {
        status = fail(s, ZS_INVALID, "nothing was measured: open with ZS_PROFILE");
    } else {
        const zs_model *m = s->model;
        memcpy(nanoseconds, s->step_nanoseconds, (size_t)m->steps * sizeof *nanoseconds);
        for (int32_t i = 0; i < m->plans; i++)
            for (int64_t step = m->plan[i].first_step; step < m->plan[i].end_step; step++) runs[step] = s->plan_runs[i];
    }
    pthread_mutex_unlock(&s->lock);
    return status;
}

int32_t zs_memory(zs_session *s, zs_memory_info *info) {
    if (!s) return ZS_INVALID;
    pthread_mutex_lock(&s->lock);
    info->arena = s->arena.base;
    info->arena_bytes = s->arena.bytes;
    info->bound_bytes = 0;
    for (int32_t i = 0; i < s->model->bindings; i++) info->bound_bytes += s->late[i].bytes;
    info->weights = s->weights;
    info->weights_bytes = (size_t)s->model->weights_bytes;
    pthread_mutex_unlock(&s->lock);
    return ZS_OK;
}

const char *zs_error(zs_session *s) { return s ? s->message : open_failure.message; }

void zs_close(zs_session *s) {
    if (s) finish(s);
}

void zs_release(void *data) { free(data); }

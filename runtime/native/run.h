/* One run: check the inputs, prepare for their dims, place the outputs, walk the steps. */
#ifndef ZEROSKIP_RUN_H
#define ZEROSKIP_RUN_H

#include "session.h"

/* Check one dim against its extent or symbol; the first dim of a symbol gives its value. */
static int32_t bind_dim(zs_session *s, int32_t input, int32_t axis, int64_t extent) {
    const zs_model *m = s->model;
    const zs_port *port = &m->input[input];
    if (port->dims[axis] >= 0) {
        if (extent == port->dims[axis]) return ZS_OK;
        return fail(s, ZS_INVALID, "input '%s': dim %d is %lld, must be %lld", port->name, axis, (long long)extent,
                    (long long)port->dims[axis]);
    }
    int64_t k = -1 - port->dims[axis];
    const zs_symbol *symbol = &m->symbol[k];
    if (extent < symbol->low || extent > symbol->high)
        return fail(s, ZS_INVALID, "input '%s': dim %d (%s) is %lld, outside %lld..%lld; compile with --dim %s=LO..HI",
                    port->name, axis, symbol->name, (long long)extent, (long long)symbol->low, (long long)symbol->high,
                    symbol->name);
    if (s->bound_by[k] >= 0 && extent != s->wanted[k])
        return fail(s, ZS_INVALID, "input '%s': dim %d (%s) is %lld, but input '%s' has %lld there", port->name, axis,
                    symbol->name, (long long)extent, m->input[s->bound_by[k]].name, (long long)s->wanted[k]);
    if (s->bound_by[k] < 0) s->bound_by[k] = input;
    s->wanted[k] = extent;
    return ZS_OK;
}

/* Check all inputs; their symbolic dims go to `wanted`. */
static int32_t bind_inputs(zs_session *s, const zs_tensor *inputs) {
    const zs_model *m = s->model;
    for (int32_t k = 0; k < m->symbols; k++) {
        s->wanted[k] = m->symbol[k].low;
        s->bound_by[k] = -1;
    }
    for (int32_t i = 0; i < m->inputs; i++) {
        const zs_port *port = &m->input[i];
        const zs_tensor *t = &inputs[i];
        if (t->dtype != port->dtype)
            return fail(s, ZS_INVALID, "input '%s': is %s, must be %s", port->name, dtype_name(t->dtype),
                        dtype_name(port->dtype));
        if (t->rank != port->rank)
            return fail(s, ZS_INVALID, "input '%s': has %d dims, must have %d", port->name, t->rank, port->rank);
        if (t->rank && !t->dims) return fail(s, ZS_INVALID, "input '%s': dims is NULL", port->name);
        for (int32_t axis = 0; axis < t->rank; axis++) {
            int32_t status = bind_dim(s, i, axis, t->dims[axis]);
            if (status) return status;
        }
        size_t needed = reach(t);
        if (t->bytes < needed)
            return fail(s, ZS_INVALID, "input '%s': has %zu bytes, its dims and strides need %zu", port->name, t->bytes,
                        needed);
        if (needed && !t->data) return fail(s, ZS_INVALID, "input '%s': data is NULL", port->name);
    }
    return ZS_OK;
}

static const zs_plan *choose_plan(const zs_session *s) {
    const zs_plan *plan = s->model->plan;
    while (plan->symbol >= 0 && s->symbols[plan->symbol] != plan->value) plan++;
    return plan;
}

static int is_caller(const zs_model *m, int64_t base) {
    return base >= ZS_BASE_CALLER && base < ZS_BASE_CALLER + m->inputs + m->outputs;
}

/* Let the frames of a thread point to arenas, weights, inputs and outputs, as far as these are known. */
static void fill_frames(zs_session *s, int32_t thread) {
    const zs_model *m = s->model;
    int64_t *frames = s->frames + (size_t)thread * (size_t)m->words;
    if (s->filled[thread] != s->version) {
        memcpy(frames, s->words, (size_t)s->plan->words * sizeof *frames);
        for (int64_t i = s->plan->first_reloc; i < s->plan->end_reloc; i++) {
            const zs_reloc *r = &m->reloc[i];
            if (r->base != ZS_BASE_LOCAL && !is_caller(m, r->base))
                frames[r->word] = (int64_t)(s->address[r->base] + s->words[r->word]);
        }
        s->filled[thread] = s->version;
    }
    for (int32_t i = 0; i < s->caller_relocs_count; i++) {
        const zs_reloc *r = &s->caller_relocs[i];
        frames[r->word] = (int64_t)(s->address[r->base] + s->words[r->word]);
    }
}

/* Lay everything out for the present values of the symbols, and look at what can be checked now. */
static int32_t lay_out(zs_session *s, int64_t bindings) {
    const zs_plan *plan = s->plan;
    plan->layout(s->symbols, s->words, s->bytes, s->output_dims, s->checks);
    s->version++;
    for (int64_t i = plan->first_check; i < plan->end_check; i++) {
        const zs_check *check = &s->model->check[i];
        if (check->bindings == bindings && s->checks[i - plan->first_check])
            return fail(s, ZS_INVALID, "%s", check->message);
    }
    return ZS_OK;
}

/* Make the session ready for the dims in `wanted`. */
static int32_t prepare(zs_session *s) {
    const zs_model *m = s->model;
    size_t symbols_bytes = (size_t)m->symbols * sizeof *s->symbols;
    if (s->prepared && !memcmp(s->symbols, s->wanted, symbols_bytes)) return ZS_OK;
    s->prepared = 0;
    memset(s->made, 0, (size_t)m->bindings * sizeof *s->made);
    memcpy(s->symbols, s->wanted, symbols_bytes);
    s->plan = choose_plan(s);
    int32_t status = lay_out(s, 0);
    if (status) return status;
    size_t threads = (size_t)s->threads.threads;
    size_t local = round_up((size_t)s->bytes[0], CACHE_LINE), scratch = local + threads * (size_t)s->bytes[1];
    const void *before = s->arena.base;
    status = region_grow(s, &s->arena, scratch + threads * (size_t)m->scratch_bytes, "raise it or feed smaller inputs");
    if (status) return status;
    /* Kernels count on zeros where no step writes, such as the padding before the first plane of an image. With other
     * sizes or another plan those places lie elsewhere; a new arena is zero anyway. */
    if (before && s->arena.base == before) memset(s->arena.base, 0, scratch);
    s->local = s->arena.base + local;
    s->local_bytes = s->bytes[1];
    s->scratch = s->arena.base + scratch;
    s->address[ZS_BASE_ARENA] = s->arena.base;
    s->address[ZS_BASE_WEIGHTS] = s->weights;
    s->caller_relocs_count = 0;
    for (int64_t i = s->plan->first_reloc; i < s->plan->end_reloc; i++)
        if (is_caller(m, m->reloc[i].base)) s->caller_relocs[s->caller_relocs_count++] = m->reloc[i];
    s->prepared = 1;
    return ZS_OK;
}

/* Note the inputs' addresses; those that kernels cannot read as they are get a row-major copy. */
static int32_t place_inputs(zs_session *s, const zs_tensor *inputs) {
    const zs_model *m = s->model;
    for (int32_t i = 0; i < m->inputs; i++) {
        zs_tensor t = inputs[i];
        s->address[ZS_BASE_CALLER + i] = t.data;
        size_t bytes = tensor_bytes(t.dtype, t.rank, t.dims);
        if (!bytes || (is_row_major(&t) && is_aligned(t.data, t.dtype))) continue;
        int32_t status = region_grow(s, &s->staging[i], bytes, "raise it or feed row-major inputs");
        if (status) return status;
        if (t.strides) copy_row_major(s->staging[i].base, t.data, &t, 0);
        else memcpy(s->staging[i].base, t.data, bytes);
        s->address[ZS_BASE_CALLER + i] = s->staging[i].base;
    }
    return ZS_OK;
}

/* Report the dims of the outputs that are known after so many bindings; check the buffers that came, then allocate those
 * that did not. */
static int32_t place_outputs(zs_session *s, int64_t bindings) {
    const zs_model *m = s->model;
    int32_t too_small = -1;
    const int64_t *dims = s->output_dims;
    for (int32_t i = 0; i < m->outputs; dims += m->output[i++].rank) {
        const zs_port *port = &m->output[i];
        zs_tensor *t = &s->outputs[i];
        if (s->plan->output_bindings[i] != bindings) continue;
        if (t->dtype && t->dtype != port->dtype)
            return fail(s, ZS_INVALID, "output '%s': is %s, must be %s", port->name, dtype_name(t->dtype),
                        dtype_name(port->dtype));
        if (t->strides) return fail(s, ZS_INVALID, "output '%s': strides must be NULL", port->name);
        if (!is_aligned(t->data, port->dtype))
            return fail(s, ZS_INVALID, "output '%s': data must be aligned to one element", port->name);
        t->dtype = port->dtype;
        t->rank = port->rank;
        t->dims = dims;
        if (t->data && t->bytes < tensor_bytes(t->dtype, t->rank, t->dims) && too_small < 0) too_small = i;
    }
    if (too_small >= 0) {
        const zs_tensor *t = &s->outputs[too_small];
        return fail(s, ZS_SHORT, "output '%s': has room for %zu bytes, needs %zu", m->output[too_small].name, t->bytes,
                    tensor_bytes(t->dtype, t->rank, t->dims));
    }
    for (int32_t i = 0; i < m->outputs; i++) {
        zs_tensor *t = &s->outputs[i];
        if (s->plan->output_bindings[i] != bindings) continue;
        if (!t->data) {
            size_t bytes = tensor_bytes(t->dtype, t->rank, t->dims);
            if (posix_memalign(&t->data, CACHE_LINE, bytes ? bytes : 1)) {
                t->data = NULL;
                return fail(s, ZS_MEMORY, "output '%s': the system refused %zu bytes of memory", m->output[i].name, bytes);
            }
            t->bytes = bytes;
            s->allocated[i] = 1;
        }
        s->address[ZS_BASE_CALLER + m->inputs + i] = t->data;
    }
    return ZS_OK;
}

/* Give the symbols of a binding their values; it is number `number` of the plan. */
static int32_t bind_symbols(zs_session *s, const zs_binding *b) {
    const zs_model *m = s->model;
    int64_t number = b - m->binding - s->plan->first_binding;
    const int64_t *values = (const int64_t *)s->frames[b->vector];
    int64_t *symbols = s->symbols + b->first_symbol;
    for (int64_t i = 0; i < b->count; i++) {
        const zs_symbol *symbol = &m->symbol[b->first_symbol + i];
        if (values[i] < symbol->low || values[i] > symbol->high)
            return fail(s, ZS_INVALID, "'%s': the size %lld is outside %lld..%lld", b->name, (long long)values[i],
                        (long long)symbol->low, (long long)symbol->high);
    }
    size_t bytes = (size_t)b->count * sizeof *symbols;
    if (!s->made[number] || memcmp(symbols, values, bytes)) {
        /* What lies behind it belongs to the values from before. */
        memset(s->made + number, 0, (size_t)(m->bindings - number) * sizeof *s->made);
        memcpy(symbols, values, bytes);
        int32_t status = lay_out(s, number + 1);
        if (status) return status;
        region *arena = &s->late[number];
        const void *before = arena->base;
        if (s->bytes[2 + number] == ZS_TOO_LARGE)
            return fail(s, ZS_MEMORY, "'%s': with these sizes the model needs more memory than a processor can address", b->name);
        status = region_grow(s, arena, (size_t)s->bytes[2 + number], "raise it or feed smaller inputs");
        if (status) return status;
        if (before && arena->base == before) memset(arena->base, 0, (size_t)s->bytes[2 + number]);
        s->address[ZS_BASE_CALLER + m->inputs + m->outputs + number] = arena->base;
        s->made[number] = 1;
    }
    return place_outputs(s, number + 1);
}

/* One thread on its way through the steps. */
typedef struct {
    zs_session *s;
    int32_t thread, threads;
    int32_t failed;   /* a thread whose step failed skips to the next barrier, where all stop */
    int64_t *frames, *iterations;
    int64_t *profile; /* [steps] where thread 0 adds up nanoseconds, NULL: nowhere */
    int64_t last, begin;
} walker;

/* The clock is read after the barrier: waiting counts for the step whose other threads were late. */
static void walker_note(walker *w, int64_t step) {
    if (!w->profile) return;
    int64_t now = nanoseconds_now();
    if (w->last >= 0) w->profile[w->last] += now - w->begin;
    w->last = step;
    w->begin = now;
}

/* Compute one step as one of `threads`. */
static void walker_step(walker *w, int64_t step, int32_t thread, int32_t threads) {
    walker_note(w, step);
    if (w->failed) return;
    const zs_model *m = w->s->model;
    char *scratch = w->s->scratch + (size_t)w->thread * (size_t)m->scratch_bytes;
    int32_t status = m->step[step].kernel(w->frames + m->step[step].frame, thread, threads, scratch);
    if (!status) return;
    w->failed = 1;
    pool_fail(&w->s->threads, (int32_t)step, status);
}

/* Let frames read and write one image or slice, and use the local memory of one thread for what is between. */
static void walker_image(walker *w, int64_t first_reloc, int64_t end_reloc, int64_t image, int32_t owner) {
    const zs_session *s = w->s;
    const char *local = s->local + (size_t)owner * (size_t)s->local_bytes;
    for (int64_t i = first_reloc; i < end_reloc; i++) {
        const zs_reloc *r = &s->model->reloc[i];
        const char *base = r->base == ZS_BASE_LOCAL ? local : s->address[r->base];
        if (r->base == ZS_BASE_LOCAL || r->image >= 0)
            w->frames[r->word] = (int64_t)(base + s->words[r->word] + (r->image < 0 ? 0 : image * s->words[r->image]));
    }
}

/* Walk a region: every thread as many images as all can have, then all of them together what is left. Returns 1 if a step
 * had failed before all met. */
static int32_t walker_region(walker *w, const zs_region *region) {
    const zs_step *step = w->s->model->step;
    int64_t count = w->s->words[region->count], share = count / w->threads;
    if (region->first > w->s->plan->first_step && pool_barrier(&w->s->threads)) return 1;
    for (int64_t k = 0; k < share; k++) {
        walker_image(w, region->first_reloc, region->end_reloc, w->thread * share + k, w->thread);
        for (int64_t i = region->first; i < region->end; i++) walker_step(w, i, 0, 1);
    }
    for (int64_t k = share * w->threads; k < count; k++) {
        walker_image(w, region->first_reloc, region->end_reloc, k, 0);
        for (int64_t i = region->first; i < region->end; i++) {
            if ((i == region->first || step[i].barrier) && pool_barrier(&w->s->threads)) return 1;
            walker_step(w, i, w->thread, w->threads);
        }
    }
    return 0;
}

/* Make a binding: thread 0 does, then all of them go on with the new sizes. Returns 1 if something had failed before all
 * met, or the binding failed. */
static int32_t walker_bind(walker *w, const zs_binding *b) {
    zs_session *s = w->s;
    if (pool_barrier(&s->threads)) return 1;
    if (w->thread == 0) {
        s->mark_status = bind_symbols(s, b);
        if (s->mark_status) pool_fail(&s->threads, 0, s->mark_status);
    }
    if (pool_barrier(&s->threads)) return 1;
    fill_frames(s, w->thread);
    /* Outer loops first: what moves with an inner one lies among their relocs, too. */
    for (int64_t i = s->plan->end_loop - 1; i >= s->plan->first_loop; i--) {
        const zs_loop *loop = &s->model->loop[i];
        int64_t iteration = w->iterations[i - s->plan->first_loop];
        if (iteration >= 0) walker_image(w, loop->first_reloc, loop->end_reloc, iteration, 0);
    }
    return 0;
}

/* A bool that a step has computed, -1 if something had failed before all met. They meet again when all have read it: what
 * follows may overwrite it. */
static int32_t walker_test(walker *w, int64_t word) {
    if (pool_barrier(&w->s->threads)) return -1;
    int32_t value = *(const uint8_t *)w->frames[word];
    return pool_barrier(&w->s->threads) ? -1 : value;
}

/* Begin an iteration: 1; there is no other: 0; something had failed: -1. */
static int32_t walker_loop(walker *w, int64_t number) {
    const zs_loop *loop = &w->s->model->loop[number];
    int64_t *iteration = &w->iterations[number - w->s->plan->first_loop];
    ++*iteration;
    int32_t more;
    if (loop->condition >= 0) {
        more = walker_test(w, loop->condition);
    } else {
        more = pool_barrier(&w->s->threads) ? -1 : *iteration < w->s->words[loop->count];
    }
    if (more > 0) walker_image(w, loop->first_reloc, loop->end_reloc, *iteration, 0);
    else *iteration = -1;
    return more;
}

static int32_t walker_check(walker *w, int64_t number) {
    zs_session *s = w->s;
    if (!s->checks[number - s->plan->first_check]) return 0;
    if (w->thread == 0) {
        s->mark_status = fail(s, ZS_INVALID, "%s", s->model->check[number].message);
        pool_fail(&s->threads, 0, s->mark_status);
    }
    return pool_barrier(&s->threads);
}

/* Do what a mark says: 1 to go where it points to, 0 to go on, -1 to stop since something failed. */
static int32_t walker_mark(walker *w, const zs_mark *mark) {
    int32_t result = 0;
    walker_note(w, -1);
    switch (mark->kind) {
    case ZS_BIND: return walker_bind(w, &w->s->model->binding[mark->index]) ? -1 : 0;
    case ZS_CHECK: return walker_check(w, mark->index) ? -1 : 0;
    case ZS_LOOP: result = walker_loop(w, mark->index); break;
    case ZS_BRANCH: result = walker_test(w, mark->index); break;
    default: return 1;
    }
    return result < 0 ? -1 : !result;
}

/* What every thread does in a run. */
static void walk(void *argument, int32_t thread, int32_t threads) {
    zs_session *s = argument;
    const zs_model *m = s->model;
    const zs_plan *plan = s->plan;
    const zs_region *region = m->region + plan->first_region, *regions = m->region + plan->end_region;
    const zs_mark *mark = m->mark + plan->first_mark, *marks = m->mark + plan->end_mark;
    int64_t *frames = s->frames + (size_t)thread * (size_t)m->words;
    int64_t *iterations = s->iterations + (size_t)thread * (size_t)m->loops;
    walker w = {s, thread, threads, 0, frames, iterations, thread == 0 ? s->step_nanoseconds : NULL, -1, 0};
    for (int32_t i = 0; i < m->loops; i++) iterations[i] = -1;
    fill_frames(s, thread);
    for (int64_t i = plan->first_step; i < plan->end_step || mark < marks;) {
        /* The last of them may stand behind the last step. */
        if (mark < marks && mark->step == i) {
            int32_t go = walker_mark(&w, mark);
            if (go < 0) return;
            i = go ? mark->to_step : i;
            mark = go ? m->mark + mark->to_mark : mark + 1;
        } else if (region < regions && region->first == i) {
            if (walker_region(&w, region)) return;
            i = region++->end;
        } else {
            if (i > plan->first_step && m->step[i].barrier && pool_barrier(&s->threads)) return;
            walker_step(&w, i++, thread, threads);
        }
    }
    walker_note(&w, -1);
}

static int32_t walk_steps(zs_session *s) {
    const zs_model *m = s->model;
    if (!pool_alive(&s->threads)) {
        int error = pool_start(&s->threads);
        if (error) return fail(s, ZS_THREADS, "cannot start %d threads (error %d)", s->threads.threads, error);
    }
    s->mark_status = ZS_OK;
    int64_t failure = pool_run(&s->threads, walk, s);
    s->plan_runs[s->plan - m->plan]++;
    if (failure == NO_FAILURE || s->mark_status) return s->mark_status;
    const char *name = m->step[failure >> 32].name;
    int32_t status = (int32_t)failure;
    if (status == ZS_INDEX) return fail(s, status, "step '%s': an index is out of range", name);
    if (status == ZS_SHAPE) return fail(s, status, "step '%s': sizes that must agree do not", name);
    if (status == ZS_DIVISION) return fail(s, status, "step '%s': an integer is divided by zero", name);
    return fail(s, status, "step '%s': failed with status %d", name, status);
}

static void free_allocated(zs_session *s, zs_tensor *outputs) {
    for (int32_t i = 0; i < s->model->outputs; i++) {
        if (!s->allocated[i]) continue;
        free(outputs[i].data);
        outputs[i].data = NULL;
        s->allocated[i] = 0;
    }
}

static int32_t run(zs_session *s, const zs_tensor *inputs, zs_tensor *outputs) {
    if (s->model->inputs && !inputs) return fail(s, ZS_INVALID, "inputs is NULL");
    if (s->model->outputs && !outputs) return fail(s, ZS_INVALID, "outputs is NULL");
    memset(s->allocated, 0, (size_t)s->model->outputs * sizeof *s->allocated);
    s->outputs = outputs;
    int32_t status = bind_inputs(s, inputs);
    if (!status) status = prepare(s);
    if (!status) status = place_outputs(s, 0);
    if (!status) status = place_inputs(s, inputs);
    if (!status) status = walk_steps(s);
    if (status) free_allocated(s, outputs);
    return status;
}

#endif

/* The weights: copied once for all sessions of the library to memory that can have huge pages, or used where the
 * library's file is mapped. */
#ifndef ZEROSKIP_WEIGHTS_H
#define ZEROSKIP_WEIGHTS_H

#include "memory.h"
#include "pool.h"

static struct {
    pthread_mutex_t lock;
    region copy;
    int64_t sessions; /* that use the copy */
} shared_weights = {.lock = PTHREAD_MUTEX_INITIALIZER};

/* Threads take turns in pieces this big; each piece of the file's mapping is dropped as soon as it is copied, so that the
 * weights never lie in memory twice. A multiple of the huge page, so that each page is touched by one thread. */
#define COPY_PIECE (4 * HUGE_PAGE)

static void copy_weights(void *argument, int32_t thread, int32_t threads) {
    const zs_model *model = argument;
    size_t bytes = (size_t)model->weights_bytes;
    for (size_t at = (size_t)thread * COPY_PIECE; at < bytes; at += (size_t)threads * COPY_PIECE) {
        size_t piece = bytes - at < COPY_PIECE ? bytes - at : COPY_PIECE;
        memcpy(shared_weights.copy.base + at, model->weights + at, piece);
        drop_pages(model->weights + at, piece);
    }
}

/* The address of the copy, made by the pool's threads if there is none; NULL if memory is short. */
static const char *weights_acquire(const zs_model *model, pool *p) {
    pthread_mutex_lock(&shared_weights.lock);
    if (!shared_weights.sessions && region_map(&shared_weights.copy, (size_t)model->weights_bytes, 1))
        pool_run(p, copy_weights, (void *)model);
    const char *base = shared_weights.copy.base;
    shared_weights.sessions += base != NULL;
    pthread_mutex_unlock(&shared_weights.lock);
    return base;
}

static void weights_release(void) {
    pthread_mutex_lock(&shared_weights.lock);
    if (!--shared_weights.sessions) region_unmap(&shared_weights.copy);
    pthread_mutex_unlock(&shared_weights.lock);
}

#endif

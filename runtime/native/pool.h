/* The threads of a session. All of them walk the same task (SPMD), the caller as thread 0.
 *
 * Waiting spins for a bounded time and then sleeps in the kernel, so that a barrier between busy threads takes well below
 * a microsecond of each and an idle session takes no processor time. */
#ifndef ZEROSKIP_POOL_H
#define ZEROSKIP_POOL_H

#include "cpu.h"

#include <linux/futex.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

/* How long to spin before sleeping, if every thread can have a CPU. Between runs about as long as it takes to wake an idle
 * CPU; inside a run longer, because the others are at work and whoever sleeps then makes them wait for it in turn. */
#define IDLE_SPIN_NANOSECONDS 50000
#define BARRIER_SPIN_NANOSECONDS 200000
#define CACHE_LINE 64
#define NO_FAILURE INT64_MAX

/* A counter to wait on. */
typedef struct {
    _Alignas(CACHE_LINE) _Atomic uint32_t value;
    _Atomic uint32_t sleepers;
} event;

static void event_wait(event *e, uint32_t seen, int64_t spin) {
    int64_t end = 0;
    do {
        for (int i = 0; i < 32; i++) {
            if (atomic_load_explicit(&e->value, memory_order_acquire) != seen) return;
            pause_cpu();
        }
        int64_t now = nanoseconds_now();
        if (!end) end = now + spin;
        if (now >= end) break;
    } while (1);
    /* The kernel compares the value again before it lets us sleep, so an advance in between is not lost. */
    atomic_fetch_add(&e->sleepers, 1);
    while (atomic_load(&e->value) == seen) syscall(SYS_futex, &e->value, FUTEX_WAIT_PRIVATE, seen, NULL, NULL, 0);
    atomic_fetch_sub(&e->sleepers, 1);
}

static void event_advance(event *e) {
    atomic_fetch_add(&e->value, 1);
    if (atomic_load(&e->sleepers)) syscall(SYS_futex, &e->value, FUTEX_WAKE_PRIVATE, INT32_MAX, NULL, NULL, 0);
}

typedef void pool_task(void *argument, int32_t thread, int32_t threads);

typedef struct pool pool;

typedef struct {
    pool *owner;
    int32_t thread;
    pthread_t handle;
} worker;

struct pool {
    event start; /* advances once per task */
    event phase; /* advances once per barrier */
    _Alignas(CACHE_LINE) _Atomic int32_t arrived;
    _Alignas(CACHE_LINE) _Atomic int64_t failure; /* smallest (step, status) that failed in this task, or NO_FAILURE */
    /* Written by one thread while all others wait. */
    _Alignas(CACHE_LINE) pool_task *task;
    void *argument;
    int32_t failed; /* whether there was a failure at the last barrier: the same answer for all threads */
    int32_t quit;
    /* Fixed once started. */
    worker *workers; /* [threads], the first unused: it is the caller */
    int32_t threads;
    uint32_t mxcsr;
    cpu_mask cpus;      /* where the threads may run */
    int32_t caller_cpu; /* which the workers keep off; -1: none yet */
    int32_t crowded;    /* more threads than CPUs: whoever spins keeps the one it waits for from running */
    pid_t process;
};

/* All threads meet. Returns 1, to all of them, if one had reported a failure before it came. */
static int32_t pool_barrier(pool *p) {
    uint32_t seen = atomic_load_explicit(&p->phase.value, memory_order_relaxed);
    if (atomic_fetch_add(&p->arrived, 1) + 1 == p->threads) {
        /* Asked by the last to come, on behalf of all: a thread that leaves early may fail again while a slow one is
         * still here, and then the two would disagree about which barrier comes next. */
        p->failed = atomic_load(&p->failure) != NO_FAILURE;
        atomic_store_explicit(&p->arrived, 0, memory_order_relaxed);
        event_advance(&p->phase);
    } else {
        event_wait(&p->phase, seen, p->crowded ? 0 : BARRIER_SPIN_NANOSECONDS);
    }
    return p->failed;
}

/* Report that a step failed. Of several reports the earliest step counts, so that the message is the same every time. */
static void pool_fail(pool *p, int32_t step, int32_t status) {
    int64_t mine = (int64_t)step << 32 | (uint32_t)status;
    int64_t old = atomic_load(&p->failure);
    while (mine < old && !atomic_compare_exchange_weak(&p->failure, &old, mine)) {}
}

static void *pool_work(void *argument) {
    worker *w = argument;
    pool *p = w->owner;
    set_control_word(p->mxcsr);
    for (uint32_t seen = 0;; seen++) {
        event_wait(&p->start, seen, p->crowded ? 0 : IDLE_SPIN_NANOSECONDS);
        if (p->quit) return NULL;
        p->task(p->argument, w->thread, p->threads);
        pool_barrier(p);
    }
}

/* End the threads up to, not including, `threads`. */
static void pool_join(pool *p, int32_t threads) {
    p->quit = 1;
    event_advance(&p->start);
    for (int32_t i = 1; i < threads; i++) pthread_join(p->workers[i].handle, NULL);
}

/* Start the workers; returns 0 or the error number of pthread_create. */
static int pool_start(pool *p) {
    sigset_t all, before;
    int error = 0;
    atomic_store(&p->start.value, 0);
    atomic_store(&p->start.sleepers, 0);
    atomic_store(&p->phase.sleepers, 0);
    atomic_store(&p->arrived, 0);
    p->quit = 0;
    p->caller_cpu = -1;
    /* Signals are for the program's own threads: a handler must not run on ours. */
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    for (int32_t i = 1; i < p->threads && !error; i++) {
        worker *w = &p->workers[i];
        char name[24]; /* the kernel takes 15 characters, enough for MOST_THREADS */
        w->owner = p;
        w->thread = i;
        error = pthread_create(&w->handle, NULL, pool_work, w);
        if (error) {
            pool_join(p, i);
        } else {
            snprintf(name, sizeof name, "zeroskip-%d", i);
            pthread_setname_np(w->handle, name);
        }
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (!error) p->process = getpid();
    return error;
}

/* Start a pool of `threads`, for which `workers` has room, with the control word `mxcsr`. */
static int pool_open(pool *p, int32_t threads, uint32_t mxcsr) {
    p->threads = threads;
    p->mxcsr = mxcsr;
    p->cpus = cpu_allowed();
    p->crowded = threads > cpu_count(&p->cpus);
    return pool_start(p);
}

/* Whether the threads exist in this process: not before they are started, nor in a child of fork. */
static int pool_alive(const pool *p) { return p->process == getpid(); }

static void pool_close(pool *p) {
    if (pool_alive(p)) pool_join(p, p->threads);
}

/* Keep sleeping workers off the caller's CPU. In a virtual machine the kernel takes a halted CPU for one that the host took
 * away; it then wakes a worker on the caller's CPU, where it cannot run before the caller sleeps. Measured with two CPUs
 * and runs of 10 us that come every 100 us: 175 us a run without this, 45 us with it. */
static void pool_place(pool *p) {
    int32_t cpu = sched_getcpu();
    if (p->crowded || cpu == p->caller_cpu || !atomic_load(&p->start.sleepers)) return;
    cpu_mask others = p->cpus;
    cpu_remove(&others, cpu);
    for (int32_t i = 1; i < p->threads; i++)
        (void)pthread_setaffinity_np(p->workers[i].handle, sizeof others, (cpu_set_t *)&others);
    p->caller_cpu = cpu;
}

/* Run the task on all threads. Returns NO_FAILURE or the failure that counts. */
static int64_t pool_run(pool *p, pool_task *task, void *argument) {
    uint32_t before = control_word();
    p->task = task;
    p->argument = argument;
    atomic_store(&p->failure, NO_FAILURE);
    if (p->threads > 1) {
        pool_place(p);
        event_advance(&p->start);
    }
    set_control_word(p->mxcsr);
    task(argument, 0, p->threads);
    pool_barrier(p);
    set_control_word(before);
    return atomic_load(&p->failure);
}

#endif

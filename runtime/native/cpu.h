/* The processor: what it can do, how many there are, its control word. */
#ifndef ZEROSKIP_CPU_H
#define ZEROSKIP_CPU_H

#include "abi.h"

#include <sched.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

typedef struct {
    uint32_t a, b, c, d;
} cpuid_registers;

/* By hand, because the compiler's own helpers live in libgcc. */
static cpuid_registers cpuid(uint32_t leaf) {
    cpuid_registers r;
    __asm__ volatile("cpuid" : "=a"(r.a), "=b"(r.b), "=c"(r.c), "=d"(r.d) : "a"(leaf), "c"(0));
    return r;
}

/* Which register states the operating system saves: bits of XCR0. */
static uint32_t saved_states(void) {
    uint32_t low, high;
    __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    return low;
}

static const char *const cpu_feature_names[ZS_CPU_FEATURES] = {
    "avx2", "fma", "avx512f", "avx512bw", "avx512dq", "avx512vl", "f16c", "bmi2"};

/* Bits of zs_cpu_feature that this processor and operating system both offer. */
static uint32_t cpu_features(void) {
    uint32_t found = 0;
    if (cpuid(0).a < 7) return 0;
    cpuid_registers one = cpuid(1), seven = cpuid(7);
    uint32_t states = one.c >> 27 & 1 ? saved_states() : 0;
    int ymm = (states & 0x06) == 0x06, zmm = (states & 0xe6) == 0xe6;
    if (seven.b >> 8 & 1) found |= ZS_CPU_BMI2;
    if (ymm) {
        if (seven.b >> 5 & 1) found |= ZS_CPU_AVX2;
        if (one.c >> 12 & 1) found |= ZS_CPU_FMA;
        if (one.c >> 29 & 1) found |= ZS_CPU_F16C;
    }
    if (zmm) {
        if (seven.b >> 16 & 1) found |= ZS_CPU_AVX512F;
        if (seven.b >> 30 & 1) found |= ZS_CPU_AVX512BW;
        if (seven.b >> 17 & 1) found |= ZS_CPU_AVX512DQ;
        if (seven.b >> 31 & 1) found |= ZS_CPU_AVX512VL;
    }
    return found;
}

/* Append the names of the features in `bits` to `text`, separated by blanks. */
static void cpu_list_features(uint32_t bits, char *text, size_t room) {
    text[0] = 0;
    for (int i = 0; i < ZS_CPU_FEATURES; i++) {
        if (!(bits >> i & 1) || strlen(text) + strlen(cpu_feature_names[i]) + 2 > room) continue;
        if (text[0]) strcat(text, " ");
        strcat(text, cpu_feature_names[i]);
    }
}

/* A set of CPUs, as the kernel takes it; libc's own is accessed by functions that differ between libcs. */
typedef struct {
    uint64_t words[16];
} cpu_mask;

/* The CPUs the calling thread may run on; empty if the kernel does not say. */
static cpu_mask cpu_allowed(void) {
    cpu_mask mask = {{0}};
    if (sched_getaffinity(0, sizeof mask, (cpu_set_t *)&mask)) memset(&mask, 0, sizeof mask);
    return mask;
}

static void cpu_remove(cpu_mask *mask, int32_t cpu) {
    if (cpu >= 0 && cpu < 64 * 16) mask->words[cpu / 64] &= ~((uint64_t)1 << cpu % 64);
}

static int32_t cpu_count(const cpu_mask *mask) {
    int32_t count = 0;
    for (int i = 0; i < 16; i++)
        for (uint64_t rest = mask->words[i]; rest; rest &= rest - 1) count++;
    return count ? count : 1;
}

#define MXCSR_DEFAULT 0x1f80u       /* round to nearest, exceptions masked, denormals exact */
#define MXCSR_FLUSH_DENORMALS 0x8040u

static uint32_t control_word(void) { return __builtin_ia32_stmxcsr(); }
static void set_control_word(uint32_t word) { __builtin_ia32_ldmxcsr(word); }
static void pause_cpu(void) { __builtin_ia32_pause(); }

static int64_t nanoseconds_now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

#endif

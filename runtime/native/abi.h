/* What generated code hands to the runtime: one constant, zs_this_model, laid out by compiler/backend. */
#ifndef ZEROSKIP_ABI_H
#define ZEROSKIP_ABI_H

#include <stdint.h>

/* CPU features that the code may need, bits of zs_model.features. */
typedef enum {
    ZS_CPU_AVX2 = 1 << 0,
    ZS_CPU_FMA = 1 << 1,
    ZS_CPU_AVX512F = 1 << 2,
    ZS_CPU_AVX512BW = 1 << 3,
    ZS_CPU_AVX512DQ = 1 << 4,
    ZS_CPU_AVX512VL = 1 << 5,
    ZS_CPU_F16C = 1 << 6,
    ZS_CPU_BMI2 = 1 << 7,
    ZS_CPU_FEATURES = 8 /* how many there are */
} zs_cpu_feature;

/* One step on one thread; `scratch` is memory of that thread alone, zs_model.scratch_bytes of it. Words are 8-byte cells,
 * pointers and integers mixed; a kernel knows which is which. Arena and weights start at a multiple of 64 bytes; inputs
 * and outputs are aligned to their element only. 64 KB before and after the arena may be read, nothing beyond the ends of
 * weights, inputs and outputs. Returns 0 or a zs_status. */
typedef int32_t zs_kernel(const int64_t *frame, int32_t thread, int32_t threads, char *scratch);

typedef struct {
    zs_kernel *kernel;
    const char *name;
    int64_t frame;   /* index of its first word */
    int64_t barrier; /* 1: all threads meet before this step */
} zs_step;

/* What a byte offset counts from: the arena, the weights, the memory of each thread for its images in regions, then the
 * inputs, behind them the outputs, and behind those the arenas of the plan's bindings. */
enum { ZS_BASE_ARENA, ZS_BASE_WEIGHTS, ZS_BASE_LOCAL, ZS_BASE_CALLER };

/* The word holds a byte offset and becomes the address base + offset; in a region, where `image` is not -1, plus as many
 * times the word `image` as images come before. */
typedef struct {
    int64_t word;
    int64_t base;
    int64_t image;
} zs_reloc;

/* Steps from `first` to `end`, not including, which threads walk image by image; their relocs; the word that holds the
 * number of images. */
typedef struct {
    int64_t first, end;
    int64_t first_reloc, end_reloc;
    int64_t count;
} zs_region;

/* The word `vector` is the address of int64 values for `count` symbols; `name` is the node's. Behind it, what has a size
 * that depends on them lies in an arena of its own. */
typedef struct {
    int64_t vector;
    int64_t first_symbol, count;
    const char *name;
} zs_binding;

/* What must be 0 once so many bindings have been made, or where a mark asks for it (-1), and the message if it is not. */
typedef struct {
    int64_t bindings;
    const char *message;
} zs_check;

/* A loop, whose relocs with an image are moved on in every iteration; it comes behind the loops within it. The word
 * `count` is the number of iterations, or the word `condition` the address of a bool that is true as long as there is
 * another one; the other one is -1. */
typedef struct {
    int64_t first_reloc, end_reloc;
    int64_t count, condition;
} zs_loop;

typedef enum {
    ZS_BIND,   /* make binding `index` */
    ZS_CHECK,  /* fail unless check `index` is 0 */
    ZS_LOOP,   /* begin the next iteration of loop `index`, or go to its end */
    ZS_REPEAT, /* go back to the beginning of the loop */
    ZS_BRANCH, /* go on if the bool at the address in word `index` is true, or go to the other branch */
    ZS_ELSE    /* go to the end of both branches */
} zs_mark_kind;

/* What is to be done before step `step`; marks come in the order of the program. Where it goes to are a mark and the step
 * behind that. */
typedef struct {
    int64_t step;
    int64_t kind, index;
    int64_t to_mark, to_step;
} zs_mark;

/* A symbolic dim with its bounds, both inclusive. */
typedef struct {
    const char *name;
    int64_t low, high;
} zs_symbol;

/* An input or output. */
typedef struct {
    const char *name;
    int32_t dtype;       /* zs_dtype */
    int32_t rank;
    const int64_t *dims; /* inputs: >= 0 an extent, -1-k symbol k; outputs: unused, layout() gives them */
} zs_port;

/* Its steps, relocs and so on are those from `first_` to `end_`, not including; words are numbered from 0 in each plan. */
typedef struct {
    int64_t symbol, value; /* taken where symbol `symbol` has the value `value`; symbol -1: always */
    int64_t first_step, end_step;
    int64_t first_reloc, end_reloc;
    int64_t first_region, end_region;
    int64_t first_binding, end_binding;
    int64_t first_check, end_check;
    int64_t first_loop, end_loop;
    int64_t first_mark, end_mark;
    int64_t words; /* in all frames together, and others that relocs, regions, bindings, loops and marks use */
    const int64_t *output_bindings; /* [outputs] how many bindings have to be made before its dims are known */
    /* From the values of the symbols: every word of every frame (integers, and byte offsets where a reloc stands), the
     * sizes of the arena, of each thread's local memory and of the bindings' arenas, the dims of all outputs one after
     * another, and the values of the checks. What depends on symbols that are not bound yet is computed with values from
     * before, and means nothing; a size beyond all reason becomes ZS_TOO_LARGE. */
    void (*layout)(const int64_t *symbols, int64_t *words, int64_t *bytes, int64_t *output_dims, int64_t *checks);
} zs_plan;

#define ZS_TOO_LARGE INT64_MAX

typedef struct {
    int32_t abi;       /* ZS_ABI */
    uint32_t features; /* bits of zs_cpu_feature */
    int32_t symbols, inputs, outputs, plans; /* symbols that are dims of inputs */
    int32_t bound;           /* symbols behind those, which bindings give values to */
    int32_t steps, relocs;   /* of all plans */
    int32_t bindings, checks, loops; /* of the plan that has most */
    int32_t scratch_bytes; /* for each thread, a multiple of 64 */
    int64_t words;         /* of the plan that has most */
    const zs_symbol *symbol;
    const zs_port *input;
    const zs_port *output;
    const zs_plan *plan; /* the first that fits is taken; the last one always does */
    const zs_step *step;
    const zs_reloc *reloc;
    const zs_region *region;
    const zs_binding *binding;
    const zs_check *check;
    const zs_loop *loop;
    const zs_mark *mark;
    const char *weights; /* 2 MiB aligned in the file */
    int64_t weights_bytes;
    const char *manifest; /* JSON, NUL-terminated */
} zs_model;

extern const zs_model zs_this_model __attribute__((visibility("hidden")));

#endif

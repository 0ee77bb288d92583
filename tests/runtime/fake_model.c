/* A model as generated code would describe it, small enough to check by hand.
 *
 * Inputs:  x float32 [batch, 6] with batch 1..8; index int64 [batch].   Weights: bias float32 [6], then filler.
 * Outputs: y float32 [batch, 6] = reversed(2 * x) + bias, reversed over all elements;
 *          z float32 [batch], z[b] = x[b, index[b]] / 2.
 * -DSTATIC: batch is 2. -DVARIANT: a plan of its own for batch 1. -DSTEPS=N: no inputs or outputs, N steps with a barrier before each.
 * -DPREFIX=name: of the library's functions. -DFEATURES=BITS: CPU features asked for. -DABI=N: what the manifest says.
 * -DFAIL: index[0] = 5 makes a step fail on odd threads only; more steps with barriers follow. */
#ifdef PREFIX
#define JOIN(a, b) a##b
#define NAME(prefix, stem) JOIN(prefix, stem)
#define zs_this_model NAME(PREFIX, _this_model)
#define PREFIX_TEXT "\"prefix\":\"" NUMBER(PREFIX) "\","
#else
#define PREFIX_TEXT
#endif

#include "abi.h"
#include "zeroskip.h"

#ifndef FEATURES
#define FEATURES 0
#endif
#define COLUMNS 6
#define WEIGHTS_BYTES (4 << 20)
#define TEXT(x) #x
#define NUMBER(x) TEXT(x)

#ifdef STEPS

#define LINE 8 /* words of a cache line */

/* frame: counters in the arena. Even steps count on every thread, odd ones check that all threads have counted. */
static int32_t count_up(const int64_t *frame, int32_t thread, int32_t threads, char *scratch) {
    (void)scratch;
    (void)threads;
    ((int64_t *)frame[0])[thread * LINE]++;
    return 0;
}

static int32_t compare(const int64_t *frame, int32_t thread, int32_t threads, char *scratch) {
    (void)scratch;
    const int64_t *counters = (const int64_t *)frame[0];
    for (int32_t i = 0; i < threads; i++)
        if (counters[i * LINE] != counters[thread * LINE]) return ZS_SHAPE;
    return 0;
}

static zs_step step[STEPS + 1];

__attribute__((constructor)) static void fill_steps(void) {
    for (int i = 0; i < STEPS; i++) step[i] = (zs_step){i % 2 ? compare : count_up, "turn", 0, 1};
}

static void layout(const int64_t *symbols, int64_t *words, int64_t *bytes, int64_t *output_dims,
                   int64_t *checks) {
    (void)checks;
    (void)symbols;
    (void)output_dims;
    words[0] = 0;
    bytes[0] = 64 * LINE * 8;
}

static const zs_reloc reloc[] = {{0, 0, -1}};

static const zs_plan plan[] = {{.symbol = -1, .end_step = STEPS, .end_reloc = 1, .words = 1, .layout = layout}};

#define MANIFEST "{\"abi\":2,\"producer\":\"fake\",\"inputs\":[],\"outputs\":[],\"dims\":{}}"
__attribute__((section(".zs_manifest"))) static const char manifest[] = MANIFEST;

const zs_model zs_this_model = {.abi = ZS_ABI,
                                .plans = 1,
                                .steps = STEPS,
                                .relocs = 1,
                                .words = 1,
                                .plan = plan,
                                .step = step,
                                .reloc = reloc,
                                .manifest = manifest};

#else

__attribute__((section(".zs_weights"), aligned(1 << 21))) static const float weights[WEIGHTS_BYTES / 4] = {
    1, 2, 3, 4, 5, 6, [WEIGHTS_BYTES / 4 - 1] = 7};

static void share(int64_t count, int32_t thread, int32_t threads, int64_t *begin, int64_t *end) {
    *begin = count * thread / threads;
    *end = count * (thread + 1) / threads;
}

/* frame: count, x, doubled */
static int32_t double_it(const int64_t *frame, int32_t thread, int32_t threads, char *scratch) {
    (void)scratch;
    const float *x = (const float *)frame[1];
    float *doubled = (float *)frame[2];
    const volatile char *slack = (const char *)doubled;
    int64_t begin, end;
    share(frame[0], thread, threads, &begin, &end);
    if (slack[-(64 << 10)] || slack[(64 << 10)]) return ZS_SHAPE; /* readable, and nobody writes there */
    for (int64_t i = begin; i < end; i++) doubled[i] = 2 * x[i];
    return 0;
}

/* frame: count, doubled, bias, y */
static int32_t reverse_add(const int64_t *frame, int32_t thread, int32_t threads, char *scratch) {
    (void)scratch;
    const float *doubled = (const float *)frame[1], *bias = (const float *)frame[2];
    float *y = (float *)frame[3];
    int64_t begin, end;
    share(frame[0], thread, threads, &begin, &end);
    for (int64_t i = begin; i < end; i++) y[i] = doubled[frame[0] - 1 - i] + bias[i % COLUMNS];
    return 0;
}

/* frame: rows, x, index, z */
static int32_t pick(const int64_t *frame, int32_t thread, int32_t threads, char *scratch) {
    (void)scratch;
    const float *x = (const float *)frame[1];
    const int64_t *index = (const int64_t *)frame[2];
    float *z = (float *)frame[3];
    int64_t begin, end;
    share(frame[0], thread, threads, &begin, &end);
    for (int64_t i = begin; i < end; i++) {
        if (index[i] < 0 || index[i] >= COLUMNS) return ZS_INDEX;
        z[i] = x[i * COLUMNS + index[i]] / 2;
    }
    return 0;
}

#ifdef FAIL
/* frame: rows, index. Fails on the odd threads only, if the first index asks for it. */
static int32_t fail_on_odd_threads(const int64_t *frame, int32_t thread, int32_t threads, char *scratch) {
    (void)scratch;
    (void)threads;
    return *(const int64_t *)frame[1] == 5 && thread % 2 ? 77 : 0;
}
#endif

#ifdef VARIANT
/* frame: x, bias, y, arena. Writes where the other plan counts on zeros. */
static int32_t reverse_row(const int64_t *frame, int32_t thread, int32_t threads, char *scratch) {
    (void)scratch;
    const float *x = (const float *)frame[0], *bias = (const float *)frame[1];
    float *y = (float *)frame[2];
    int64_t begin, end;
    share(COLUMNS, thread, threads, &begin, &end);
    for (int64_t i = begin; i < end; i++) y[i] = 2 * x[COLUMNS - 1 - i] + bias[i];
    if (thread == 0) ((char *)frame[3])[64 << 10] = 1;
    return 0;
}
#endif

enum { BATCH, DOUBLE = 0, REVERSE = 3, PICK = 7, ODD = 11, WORDS = 13 };

static void layout(const int64_t *symbols, int64_t *words, int64_t *bytes, int64_t *output_dims,
                   int64_t *checks) {
    (void)checks;
#ifdef STATIC
    (void)symbols;
    int64_t batch = 2;
#else
    int64_t batch = symbols[BATCH];
#endif
    const int64_t frames[WORDS] = {batch * COLUMNS, 0, 0, batch * COLUMNS, 0, 0, 0, batch, 0, 0, 0, batch, 0};
    for (int i = 0; i < WORDS; i++) words[i] = frames[i];
    bytes[0] = batch * (1 << 20);
    output_dims[0] = batch;
    output_dims[1] = COLUMNS;
    output_dims[2] = batch;
}

#ifdef VARIANT
/* Words of the variant; `pick` is the same kernel on another frame. */
enum { ROW_PICK = 0, ROW = 4, ROW_WORDS = 8 };

static void layout_row(const int64_t *symbols, int64_t *words, int64_t *bytes, int64_t *output_dims,
                   int64_t *checks) {
    (void)checks;
    const int64_t frames[ROW_WORDS] = {symbols[BATCH]};
    for (int i = 0; i < ROW_WORDS; i++) words[i] = frames[i];
    bytes[0] = 1 << 20;
    output_dims[0] = output_dims[2] = 1;
    output_dims[1] = COLUMNS;
}
#endif

enum { ARENA = ZS_BASE_ARENA, CONSTANTS = ZS_BASE_WEIGHTS, X = ZS_BASE_CALLER, INDEX, Y, Z };

static const zs_reloc reloc[] = {{DOUBLE + 1, X, -1},          {DOUBLE + 2, ARENA, -1}, {REVERSE + 1, ARENA, -1},
                                 {REVERSE + 2, CONSTANTS, -1}, {REVERSE + 3, Y, -1},    {PICK + 1, X, -1},
                                 {PICK + 2, INDEX, -1},        {PICK + 3, Z, -1},       {ODD + 1, INDEX, -1},
#ifdef VARIANT
                                 {ROW_PICK + 1, X, -1},        {ROW_PICK + 2, INDEX, -1}, {ROW_PICK + 3, Z, -1},
                                 {ROW, X, -1},                 {ROW + 1, CONSTANTS, -1},  {ROW + 2, Y, -1},
                                 {ROW + 3, ARENA, -1},
#endif
};

static const zs_step step[] = {{double_it, "double", DOUBLE, 0},
                               {reverse_add, "reverse", REVERSE, 1},
                               {pick, "pick", PICK, 0},
#ifdef FAIL
                               {fail_on_odd_threads, "odd", ODD, 1},
                               {reverse_add, "again", REVERSE, 1},
                               {pick, "last", PICK, 1},
#endif
#ifdef VARIANT
                               {pick, "pick row", ROW_PICK, 0},
                               {reverse_row, "reverse row", ROW, 0},
#endif
};

enum { STEP_COUNT = sizeof step / sizeof *step, RELOC_COUNT = sizeof reloc / sizeof *reloc };
#ifdef VARIANT
enum { GENERAL_STEPS = STEP_COUNT - 2, GENERAL_RELOCS = RELOC_COUNT - 7 };
#else
enum { GENERAL_STEPS = STEP_COUNT, GENERAL_RELOCS = RELOC_COUNT };
#endif

static const int64_t output_bindings[] = {0, 0};

static const zs_plan plan[] = {
#ifdef VARIANT
    {.symbol = BATCH,
     .value = 1,
     .first_step = GENERAL_STEPS,
     .end_step = STEP_COUNT,
     .first_reloc = GENERAL_RELOCS,
     .end_reloc = RELOC_COUNT,
     .words = ROW_WORDS,
     .output_bindings = output_bindings,
     .layout = layout_row},
#endif
    {.symbol = -1, .end_step = GENERAL_STEPS, .end_reloc = GENERAL_RELOCS, .words = WORDS,
     .output_bindings = output_bindings, .layout = layout}};

#ifdef STATIC
#define BATCH_DIM 2
#define BATCH_TEXT "2"
#define SYMBOLS 0
#define DIMS_TEXT "{}"
#else
#define BATCH_DIM (-1 - BATCH)
#define BATCH_TEXT "\"batch\""
#define SYMBOLS 1
#define DIMS_TEXT "{\"batch\":[1,8]}"
#endif

static const zs_symbol symbol[] = {{"batch", 1, 8}};
static const int64_t x_dims[] = {BATCH_DIM, COLUMNS}, index_dims[] = {BATCH_DIM};
static const zs_port input[] = {{"x", ZS_FLOAT32, 2, x_dims}, {"index", ZS_INT64, 1, index_dims}};
static const zs_port output[] = {{"y", ZS_FLOAT32, 2, 0}, {"z", ZS_FLOAT32, 1, 0}};

#ifndef ABI
#define ABI 2
#endif
__attribute__((section(".zs_manifest"))) static const char manifest[] =
    "{\"abi\":" NUMBER(ABI) ",\"producer\":\"fake 1.0\"," PREFIX_TEXT "\"dims\":" DIMS_TEXT ","
    "\"inputs\":[{\"name\":\"x\",\"dtype\":\"float32\",\"shape\":[" BATCH_TEXT ",6]},"
    "{\"name\":\"index\",\"dtype\":\"int64\",\"shape\":[" BATCH_TEXT "]}],"
    "\"outputs\":[{\"name\":\"y\",\"dtype\":\"float32\",\"shape\":[" BATCH_TEXT ",6]},"
    "{\"name\":\"z\",\"dtype\":\"float32\",\"shape\":[" BATCH_TEXT "]}]}";

const zs_model zs_this_model = {.abi = ZS_ABI,
                                .features = FEATURES,
                                .symbols = SYMBOLS,
                                .inputs = 2,
                                .outputs = 2,
                                .plans = sizeof plan / sizeof *plan,
                                .steps = STEP_COUNT,
                                .relocs = RELOC_COUNT,
                                .words = WORDS,
                                .symbol = symbol,
                                .input = input,
                                .output = output,
                                .plan = plan,
                                .step = step,
                                .reloc = reloc,
                                .weights = (const char *)weights,
                                .weights_bytes = WEIGHTS_BYTES,
                                .manifest = manifest};

#endif

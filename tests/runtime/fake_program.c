/* A model with bindings, loops, branches and checks, small enough to check by hand.
 *
 * Inputs:  sizes int64 [rows] with rows 1..8; flag bool [1].
 * Outputs: y int64 [rows, 2], y[r, i] = 1 + 2 + ... + (sizes[r] + i), summed up in the arena of a binding in two loops;
 *          z int64 [sizes[0]], z[i] = i + (flag ? 2 * sizes[0] : -1), the former a binding in a branch;
 *          w int64 [1] = sizes[0] + ... + 2 + 1, by a loop that goes on as long as a bool is true.
 * A check in the outer loop fails for 7 rows; a binding fails for a sum of more than 100 numbers, and for 2 * sizes[0]
 * beyond 50; a step in both loops fails on the last thread for a sum of 13 numbers. */
#include "abi.h"
#include "zeroskip.h"

enum { ROWS, COUNT, DOUBLED, LENGTH, SYMBOLS };
static const zs_symbol symbol[] = {{"rows", 1, 8}, {"count", 0, 100}, {"doubled", 0, 50}, {"length", 0, 100}};

/* Bytes in the arena. */
enum { NUMBERS = 0, ROW = 64, VECTOR = 128, STACK = 192, RESULT = 256, LEFT = 320, MORE = 384, SUM = 448, ARENA_BYTES = 512 };

/* First words of the frames, then words of loops, bindings and marks. */
enum {
    BEGIN = 0, TAKE = 1, SIZE = 3, FILL = 6, ADD = 8, PUT = 11, TWICE = 13, NOTE = 15, OTHERWISE = 17, PREPARE = 18,
    SPREAD = 23, DOWN = 26, LAST = 29, CELL = 31, CELLS, ROWS_COUNT, TWO, VECTOR_AT, FLAG_AT, MORE_AT, WORDS
};

static void layout(const int64_t *symbols, int64_t *words, int64_t *bytes, int64_t *output_dims, int64_t *checks) {
    const int64_t all[WORDS] = {
        [BEGIN] = NUMBERS,
        [TAKE] = 0, ROW,
        [SIZE] = ROW, NUMBERS, VECTOR,
        [FILL] = symbols[COUNT], 0,
        [ADD] = symbols[COUNT], 0, STACK,
        [PUT] = STACK, 0,
        [TWICE] = 0, VECTOR,
        [NOTE] = symbols[DOUBLED], RESULT,
        [OTHERWISE] = RESULT,
        [PREPARE] = 0, VECTOR, LEFT, MORE, SUM,
        [SPREAD] = symbols[LENGTH], RESULT, 0,
        [DOWN] = LEFT, MORE, SUM,
        [LAST] = SUM, 0,
        [CELL] = 8, [CELLS] = 16, [ROWS_COUNT] = symbols[ROWS], [TWO] = 2,
        [VECTOR_AT] = VECTOR, [FLAG_AT] = 0, [MORE_AT] = MORE,
    };
    for (int i = 0; i < WORDS; i++) words[i] = all[i];
    const int64_t sizes[] = {ARENA_BYTES, 0, symbols[COUNT] * 8, 0, 0};
    for (int i = 0; i < 5; i++) bytes[i] = sizes[i];
    output_dims[0] = symbols[ROWS];
    output_dims[1] = 2;
    output_dims[2] = symbols[LENGTH];
    output_dims[3] = 1;
    checks[0] = symbols[ROWS] == 7;
}

enum { ARENA = ZS_BASE_ARENA, SIZES = ZS_BASE_CALLER, FLAG, Y, Z, W, LATE };

static const zs_reloc reloc[] = {
    {BEGIN, ARENA, -1},
    {TAKE, SIZES, CELL}, {TAKE + 1, ARENA, -1},
    {SIZE, ARENA, -1}, {SIZE + 1, ARENA, CELL}, {SIZE + 2, ARENA, -1},
    {FILL + 1, LATE, -1},
    {ADD + 1, LATE, -1}, {ADD + 2, ARENA, CELL},
    {PUT, ARENA, -1}, {PUT + 1, Y, CELLS},
    {TWICE, SIZES, -1}, {TWICE + 1, ARENA, -1},
    {NOTE + 1, ARENA, -1},
    {OTHERWISE, ARENA, -1},
    {PREPARE, SIZES, -1}, {PREPARE + 1, ARENA, -1}, {PREPARE + 2, ARENA, -1}, {PREPARE + 3, ARENA, -1}, {PREPARE + 4, ARENA, -1},
    {SPREAD + 1, ARENA, -1}, {SPREAD + 2, Z, -1},
    {DOWN, ARENA, -1}, {DOWN + 1, ARENA, -1}, {DOWN + 2, ARENA, -1},
    {LAST, ARENA, -1}, {LAST + 1, W, -1},
    {VECTOR_AT, ARENA, -1}, {FLAG_AT, FLAG, -1}, {MORE_AT, ARENA, -1},
};
enum { RELOCS = sizeof reloc / sizeof *reloc };

#define KERNEL(name) static int32_t name(const int64_t *frame, int32_t thread, int32_t threads, char *scratch)
#define CELL_OF(word) ((int64_t *)frame[word])
#define ONE_THREAD (void)scratch, (void)threads; if (thread) return 0

KERNEL(begin) {
    ONE_THREAD;
    CELL_OF(0)[0] = 0;
    CELL_OF(0)[1] = 1;
    return 0;
}

KERNEL(take) {
    ONE_THREAD;
    *CELL_OF(1) = *CELL_OF(0);
    return 0;
}

KERNEL(size) {
    ONE_THREAD;
    *CELL_OF(2) = *CELL_OF(0) + *CELL_OF(1);
    return 0;
}

KERNEL(fill) {
    (void)scratch;
    for (int64_t i = thread; i < frame[0]; i += threads) CELL_OF(1)[i] = i + 1;
    return 0;
}

KERNEL(add) {
    (void)scratch;
    if (frame[0] == 13 && thread == threads - 1) return 77;
    if (thread) return 0;
    *CELL_OF(2) = 0;
    for (int64_t i = 0; i < frame[0]; i++) *CELL_OF(2) += CELL_OF(1)[i];
    return 0;
}

KERNEL(put) {
    ONE_THREAD;
    for (int i = 0; i < 2; i++) CELL_OF(1)[i] = CELL_OF(0)[i];
    return 0;
}

KERNEL(twice) {
    ONE_THREAD;
    *CELL_OF(1) = 2 * *CELL_OF(0);
    return 0;
}

KERNEL(note) {
    ONE_THREAD;
    *CELL_OF(1) = frame[0];
    return 0;
}

KERNEL(otherwise) {
    ONE_THREAD;
    *CELL_OF(0) = -1;
    return 0;
}

KERNEL(prepare) {
    ONE_THREAD;
    *CELL_OF(1) = *CELL_OF(2) = *CELL_OF(0);
    *(char *)frame[3] = *CELL_OF(0) > 0;
    *CELL_OF(4) = 0;
    return 0;
}

KERNEL(spread) {
    (void)scratch;
    for (int64_t i = thread; i < frame[0]; i += threads) CELL_OF(2)[i] = i + *CELL_OF(1);
    return 0;
}

KERNEL(down) {
    ONE_THREAD;
    *CELL_OF(2) += (*CELL_OF(0))--;
    *(char *)frame[1] = *CELL_OF(0) > 0;
    return 0;
}

static const zs_step step[] = {
    {begin, "begin", BEGIN, 0},
    {take, "take", TAKE, 0}, /* both loops */
    {size, "size", SIZE, 0},
    {fill, "fill", FILL, 0},
    {add, "add", ADD, 1},
    {put, "put", PUT, 0},
    {twice, "twice", TWICE, 0}, /* the branch */
    {note, "note", NOTE, 0},
    {otherwise, "otherwise", OTHERWISE, 0},
    {prepare, "prepare", PREPARE, 1},
    {spread, "spread", SPREAD, 0},
    {down, "down", DOWN, 0}, /* the loop with a condition */
    {take, "last", LAST, 0},
};
enum { STEPS = sizeof step / sizeof *step };

static const zs_binding binding[] = {
    {VECTOR_AT, COUNT, 1, "inner"}, {VECTOR_AT, DOUBLED, 1, "branch"}, {VECTOR_AT, LENGTH, 1, "length"}};
static const zs_check check[] = {{-1, "there must not be 7 rows"}};
static const zs_loop loop[] = {{3, 9, TWO, -1}, {1, 11, ROWS_COUNT, -1}, {22, 25, -1, MORE_AT}};

static const zs_mark mark[] = {
    /*  0 */ {1, ZS_LOOP, 1, 6, 6},
    /*  1 */ {1, ZS_CHECK, 0, 0, 0},
    /*  2 */ {2, ZS_LOOP, 0, 5, 5},
    /*  3 */ {3, ZS_BIND, 0, 0, 0},
    /*  4 */ {5, ZS_REPEAT, 0, 2, 2},
    /*  5 */ {6, ZS_REPEAT, 0, 0, 1},
    /*  6 */ {6, ZS_BRANCH, FLAG_AT, 9, 8},
    /*  7 */ {7, ZS_BIND, 1, 0, 0},
    /*  8 */ {8, ZS_ELSE, 0, 9, 9},
    /*  9 */ {10, ZS_BIND, 2, 0, 0},
    /* 10 */ {11, ZS_LOOP, 2, 12, 12},
    /* 11 */ {12, ZS_REPEAT, 0, 10, 11},
};
enum { MARKS = sizeof mark / sizeof *mark };

static const int64_t output_bindings[] = {0, 3, 0};
static const zs_plan plan[] = {{.symbol = -1, .end_step = STEPS, .end_reloc = RELOCS, .end_binding = 3, .end_check = 1,
                                .end_loop = 3, .end_mark = MARKS, .words = WORDS, .output_bindings = output_bindings,
                                .layout = layout}};

static const int64_t sizes_dims[] = {-1 - ROWS}, flag_dims[] = {1};
static const zs_port input[] = {{"sizes", ZS_INT64, 1, sizes_dims}, {"flag", ZS_BOOL, 1, flag_dims}};
static const zs_port output[] = {{"y", ZS_INT64, 2, 0}, {"z", ZS_INT64, 1, 0}, {"w", ZS_INT64, 1, 0}};

__attribute__((section(".zs_manifest"))) static const char manifest[] =
    "{\"abi\":2,\"producer\":\"fake 1.0\",\"dims\":{\"rows\":[1,8]},"
    "\"inputs\":[{\"name\":\"sizes\",\"dtype\":\"int64\",\"shape\":[\"rows\"]},"
    "{\"name\":\"flag\",\"dtype\":\"bool\",\"shape\":[1]}],"
    "\"outputs\":[{\"name\":\"y\",\"dtype\":\"int64\",\"shape\":[\"rows\",2]},"
    "{\"name\":\"z\",\"dtype\":\"int64\",\"shape\":[\"length\"],\"dynamic\":true},"
    "{\"name\":\"w\",\"dtype\":\"int64\",\"shape\":[1]}]}";

const zs_model zs_this_model = {.abi = ZS_ABI, .symbols = 1, .inputs = 2, .outputs = 3, .plans = 1, .bound = SYMBOLS - 1,
                                .steps = STEPS, .relocs = RELOCS, .bindings = 3, .checks = 1, .loops = 3, .words = WORDS,
                                .symbol = symbol, .input = input, .output = output, .plan = plan, .step = step,
                                .reloc = reloc, .binding = binding, .check = check, .loop = loop, .mark = mark,
                                .manifest = manifest};

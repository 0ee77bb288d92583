/* Run a compiled model from C, with libc and libdl alone:
 *
 *     use_model LIBRARY [--threads N] [--runs N] [--to FOLDER] [--flags BITS] [DTYPE:DIMS=FILE ...] -- OUTPUTS
 *
 * One DTYPE:DIMS=FILE for each input, in the order of the model: float32:1x3x224x224=image.bin, int64:=scalar.bin; the
 * file holds the raw row-major elements. OUTPUTS is how many outputs the model has. Prints for each output
 * `output 0 float32 1x1000` and writes its elements to FOLDER/0.bin. Exit code: the status of the call that failed. */
#include "zeroskip.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_TENSORS 64
#define MOST_DIMS 16

typedef struct {
    int32_t (*abi)(void);
    const char *(*manifest)(void);
    int32_t (*open)(zs_session **, const zs_options *);
    int32_t (*run)(zs_session *, const zs_tensor *, zs_tensor *);
    int32_t (*output_shape)(zs_session *, int32_t, int64_t *);
    const char *(*error)(zs_session *);
    void (*close)(zs_session *);
    void (*release)(void *);
} functions;

static const struct {
    const char *name;
    int32_t code;
    size_t bytes;
} types[] = {{"float32", ZS_FLOAT32, 4}, {"float64", ZS_FLOAT64, 8}, {"float16", ZS_FLOAT16, 2}, {"bool", ZS_BOOL, 1},
             {"int8", ZS_INT8, 1},       {"uint8", ZS_UINT8, 1},     {"int16", ZS_INT16, 2},     {"uint16", ZS_UINT16, 2},
             {"int32", ZS_INT32, 4},     {"uint32", ZS_UINT32, 4},   {"int64", ZS_INT64, 8},     {"uint64", ZS_UINT64, 8}};
#define TYPES (sizeof types / sizeof *types)

static void die(const char *what, const char *why) {
    fprintf(stderr, "use_model: %s: %s\n", what, why);
    exit(100);
}

static void *find(void *library, const char *name) {
    void *symbol = dlsym(library, name);
    if (!symbol) die(name, "not in the library");
    return symbol;
}

/* DTYPE:DIMS=FILE */
static void read_input(zs_tensor *t, int64_t *dims, char *text) {
    char *file = strchr(text, '='), *at = strchr(text, ':');
    if (!file || !at || at > file) die(text, "must be DTYPE:DIMS=FILE");
    *file++ = *at++ = 0;
    size_t bytes = 0;
    for (size_t i = 0; i < TYPES; i++)
        if (!strcmp(types[i].name, text)) t->dtype = types[i].code, bytes = types[i].bytes;
    if (!bytes) die(text, "unknown type");
    for (char *dim = strtok(at, "x"); dim && t->rank < MOST_DIMS; dim = strtok(NULL, "x"))
        bytes *= (size_t)(dims[t->rank++] = atoll(dim));
    t->dims = dims;
    t->bytes = bytes;
    t->data = malloc(bytes + 1);
    FILE *f = fopen(file, "rb");
    if (!f || !t->data) die(file, "cannot be read");
    if (fread(t->data, 1, bytes + 1, f) != bytes) die(file, "has another size than its dims");
    fclose(f);
}

static void write_output(const zs_tensor *t, int index, const char *folder) {
    const char *type = "?";
    for (size_t i = 0; i < TYPES; i++)
        if (types[i].code == t->dtype) type = types[i].name;
    printf("output %d %s ", index, type);
    for (int32_t i = 0; i < t->rank; i++) printf("%s%lld", i ? "x" : "", (long long)t->dims[i]);
    printf("\n");
    if (!folder) return;
    char path[4096];
    snprintf(path, sizeof path, "%s/%d.bin", folder, index);
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(t->data, 1, t->bytes, f) != t->bytes || fclose(f)) die(path, "cannot be written");
}

int main(int count, char **arguments) {
    zs_options options = {.size = sizeof options};
    zs_tensor inputs[MOST_TENSORS] = {{0}}, outputs[MOST_TENSORS] = {{0}};
    int64_t dims[MOST_TENSORS][MOST_DIMS], shape[MOST_DIMS];
    int input_count = 0, output_count = -1, runs = 1;
    const char *folder = NULL;
    if (count < 2) die("usage", "use_model LIBRARY [--threads N] [--runs N] [--to FOLDER] [DTYPE:DIMS=FILE ...] -- OUTPUTS");
    for (int i = 2; i < count; i++) {
        const char *value = i + 1 < count ? arguments[i + 1] : "";
        if (!strcmp(arguments[i], "--threads")) options.threads = atoi(value), i++;
        else if (!strcmp(arguments[i], "--runs")) runs = atoi(value), i++;
        else if (!strcmp(arguments[i], "--flags")) options.flags = (uint32_t)atoi(value), i++;
        else if (!strcmp(arguments[i], "--to")) folder = value, i++;
        else if (!strcmp(arguments[i], "--")) output_count = atoi(value), i++;
        else if (input_count == MOST_TENSORS) die(arguments[i], "too many inputs");
        else read_input(&inputs[input_count], dims[input_count], arguments[i]), input_count++;
    }
    if (output_count < 0 || output_count > MOST_TENSORS) die("-- OUTPUTS", "is missing or too large");

    void *library = dlopen(arguments[1], RTLD_NOW | RTLD_LOCAL);
    if (!library) die(arguments[1], dlerror());
    functions zs;
    *(void **)&zs.abi = find(library, "zs_abi");
    *(void **)&zs.manifest = find(library, "zs_manifest");
    *(void **)&zs.open = find(library, "zs_open");
    *(void **)&zs.run = find(library, "zs_run");
    *(void **)&zs.output_shape = find(library, "zs_output_shape");
    *(void **)&zs.error = find(library, "zs_error");
    *(void **)&zs.close = find(library, "zs_close");
    *(void **)&zs.release = find(library, "zs_release");
    if (zs.abi() != ZS_ABI) die(arguments[1], "has another interface than zeroskip.h");
    if (zs.manifest()[0] != '{') die(arguments[1], "has no manifest");

    zs_session *session;
    int32_t status = zs.open(&session, &options);
    if (status) {
        fprintf(stderr, "%s\n", zs.error(NULL));
        return status;
    }
    /* The first run lets the library allocate the outputs, the others write into the same memory. */
    for (int i = 0; i < runs && !status; i++) status = zs.run(session, inputs, outputs);
    if (status) fprintf(stderr, "%s\n", zs.error(session));
    for (int i = 0; i < output_count && !status; i++) {
        status = zs.output_shape(session, i, shape);
        if (memcmp(shape, outputs[i].dims, (size_t)outputs[i].rank * sizeof *shape)) die("zs_output_shape", "contradicts zs_run");
        write_output(&outputs[i], i, folder);
    }
    for (int i = 0; i < output_count; i++) zs.release(outputs[i].data);
    for (int i = 0; i < input_count; i++) free(inputs[i].data);
    zs.close(session);
    dlclose(library);
    return status;
}

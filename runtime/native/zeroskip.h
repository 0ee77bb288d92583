/* The C interface of a library made by `zeroskip compile`. It needs nothing but libc.
 *
 * The functions of a library carry its prefix, `zs` unless another was asked for, so that one program can link several
 * models; the types are common to all of them. */
#include <stddef.h>
#include <stdint.h>

#ifndef ZEROSKIP_TYPES
#define ZEROSKIP_TYPES

#define ZS_ABI 2

typedef struct zs_session zs_session;

/* A tensor in the caller's memory.
 *
 * Inputs: every field but `strides` is required; `data` needs the alignment of one element only. A tensor whose strides
 * are not row-major is copied once, any other is read in place.
 * Outputs: always row-major. `data` NULL: the library allocates (64-byte aligned, free it with zs_release). Otherwise
 * `bytes` is the room at `data`; when that is too small, zs_run gives ZS_SHORT, runs nothing and reports the dims.
 * After ZS_OK and ZS_SHORT `dtype`, `rank` and `dims` are set; the dims belong to the session until its next run.
 * Outputs must not overlap each other, nor inputs, save for the alias pairs that the manifest lists. */
typedef struct {
    void *data;
    size_t bytes;
    int32_t dtype;          /* zs_dtype; for an output 0 accepts whatever comes */
    int32_t rank;
    const int64_t *dims;    /* [rank] */
    const int64_t *strides; /* [rank], bytes from one index to the next, also 0 or negative; NULL: row-major */
} zs_tensor;

/* The codes of ONNX's TensorProto.DataType. In memory every element takes whole bytes: those of 4 and 2 bits are the low
 * bits of a byte each, whose other bits are ignored in inputs and 0 in outputs. */
typedef enum {
    ZS_FLOAT32 = 1, ZS_UINT8 = 2, ZS_INT8 = 3, ZS_UINT16 = 4, ZS_INT16 = 5, ZS_INT32 = 6, ZS_INT64 = 7, ZS_BOOL = 9,
    ZS_FLOAT16 = 10, ZS_FLOAT64 = 11, ZS_UINT32 = 12, ZS_UINT64 = 13, ZS_COMPLEX64 = 14, ZS_COMPLEX128 = 15,
    ZS_BFLOAT16 = 16, ZS_FLOAT8E4M3FN = 17, ZS_FLOAT8E4M3FNUZ = 18, ZS_FLOAT8E5M2 = 19, ZS_FLOAT8E5M2FNUZ = 20,
    ZS_UINT4 = 21, ZS_INT4 = 22, ZS_FLOAT4E2M1 = 23, ZS_FLOAT8E8M0 = 24, ZS_UINT2 = 25, ZS_INT2 = 26
} zs_dtype;

typedef enum {
    ZS_OK = 0,
    ZS_INVALID = 1, /* an argument is wrong: zs_error says which, and what is wanted */
    ZS_SHORT = 2,   /* an output buffer is too small; nothing was run */
    ZS_MEMORY = 3,  /* no memory, or more than memory_limit */
    ZS_CPU = 4,     /* this processor lacks something the library was compiled for */
    ZS_THREADS = 5, /* the threads could not be started */
    ZS_INDEX = 6,   /* an index in a tensor is out of range */
    ZS_SHAPE = 7,   /* sizes that have to agree inside the model do not */
    ZS_DIVISION = 8 /* an integer is divided by zero */
} zs_status;

typedef enum {
    ZS_NO_HUGE_PAGES = 1,    /* ask the kernel for ordinary pages, and use the weights where the file is mapped */
    ZS_SHARE = 2,            /* leave the weights in the file's mapping, so that processes share them */
    ZS_PROFILE = 4,          /* measure every step for zs_profile */
    ZS_FLUSH_DENORMALS = 8   /* denormal numbers count as zero during a run; without it they are exact, but slow */
} zs_flags;

typedef struct {
    uint64_t size;        /* sizeof(zs_options) */
    int32_t threads;      /* the caller's thread included; 0: one for each CPU this thread may run on */
    uint32_t flags;       /* of zs_flags */
    int64_t memory_limit; /* bytes for the arena, copies of strided inputs and of the weights together; 0: none */
} zs_options;

typedef struct {
    const void *arena;   /* intermediate values; NULL before the first run of a model with symbolic dims */
    size_t arena_bytes;
    size_t bound_bytes;  /* more intermediate values, those whose sizes depend on the inputs' elements */
    const void *weights; /* shared by all sessions of the library */
    size_t weights_bytes;
} zs_memory_info;

#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ZS_ABI of the header the library was made with. */
int32_t zs_abi(void);

/* What the library holds, as JSON: inputs, outputs, symbolic dims with their bounds, target. Also the contents of the
 * section .zs_manifest, to be read without loading the library. */
const char *zs_manifest(void);

/* Start a session: checks the CPU, starts the threads, brings the weights into memory. `options` NULL: all defaults. */
int32_t zs_open(zs_session **session, const zs_options *options);

/* Run once. Arrays have one element for each input and output, in the order of the manifest. Calls on one session wait
 * for each other; sessions run side by side. After a fork, the child can go on with a session no run of which was under way. */
int32_t zs_run(zs_session *session, const zs_tensor *inputs, zs_tensor *outputs);

/* The dims of an output (as many as its rank). They are known after a run, and always if no dim is symbolic; after
 * ZS_SHORT too, unless they depend on the inputs' elements. */
int32_t zs_output_shape(zs_session *session, int32_t output, int64_t *dims);

/* The name of a step, NULL past the last one. */
const char *zs_step_name(zs_session *session, int32_t step);

/* Of each step the nanoseconds, waiting for other threads included, summed over the runs it took part in, and how many
 * these were: a library may hold several plans for different sizes, and each run takes one. Needs ZS_PROFILE. */
int32_t zs_profile(zs_session *session, int64_t *nanoseconds, int64_t *runs);

int32_t zs_memory(zs_session *session, zs_memory_info *info);

/* The message of the session's last failed call, in one line; of the last zs_open that failed if `session` is NULL. */
const char *zs_error(zs_session *session);

/* End a session; NULL is allowed. No call on it may be under way. */
void zs_close(zs_session *session);

/* Free the data of an output that the library allocated; NULL is allowed. */
void zs_release(void *data);

#ifdef __cplusplus
}
#endif

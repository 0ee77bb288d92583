/* The caller's tensors: element types, sizes, strides. */
#ifndef ZEROSKIP_TENSOR_H
#define ZEROSKIP_TENSOR_H

#include "zeroskip.h"

#include <string.h>

/* The names that numpy and ml_dtypes have. */
static const struct {
    const char *name;
    int32_t bytes;
} dtypes[] = {
    [ZS_FLOAT32] = {"float32", 4},     [ZS_UINT8] = {"uint8", 1},         [ZS_INT8] = {"int8", 1},
    [ZS_UINT16] = {"uint16", 2},       [ZS_INT16] = {"int16", 2},         [ZS_INT32] = {"int32", 4},
    [ZS_INT64] = {"int64", 8},         [ZS_BOOL] = {"bool", 1},           [ZS_FLOAT16] = {"float16", 2},
    [ZS_FLOAT64] = {"float64", 8},     [ZS_UINT32] = {"uint32", 4},       [ZS_UINT64] = {"uint64", 8},
    [ZS_COMPLEX64] = {"complex64", 8}, [ZS_COMPLEX128] = {"complex128", 16}, [ZS_BFLOAT16] = {"bfloat16", 2},
    [ZS_FLOAT8E4M3FN] = {"float8_e4m3fn", 1},     [ZS_FLOAT8E4M3FNUZ] = {"float8_e4m3fnuz", 1},
    [ZS_FLOAT8E5M2] = {"float8_e5m2", 1},         [ZS_FLOAT8E5M2FNUZ] = {"float8_e5m2fnuz", 1},
    [ZS_FLOAT8E8M0] = {"float8_e8m0fnu", 1},      [ZS_FLOAT4E2M1] = {"float4_e2m1fn", 1},
    [ZS_UINT4] = {"uint4", 1}, [ZS_INT4] = {"int4", 1}, [ZS_UINT2] = {"uint2", 1}, [ZS_INT2] = {"int2", 1},
};
#define DTYPES ((int32_t)(sizeof dtypes / sizeof *dtypes))

static const char *dtype_name(int32_t dtype) {
    return dtype > 0 && dtype < DTYPES && dtypes[dtype].name ? dtypes[dtype].name : "of an unknown type";
}

static int64_t dtype_bytes(int32_t dtype) { return dtype > 0 && dtype < DTYPES ? dtypes[dtype].bytes : 0; }

/* Bytes of a row-major tensor. Cannot overflow: the compiler proves that the largest dims it admits do not. */
static size_t tensor_bytes(int32_t dtype, int32_t rank, const int64_t *dims) {
    int64_t count = dtype_bytes(dtype);
    for (int32_t i = 0; i < rank; i++) count *= dims[i];
    return (size_t)count;
}

/* Whether the strides say what a row-major tensor without strides would. Dims of extent 1 may have any stride. */
static int is_row_major(const zs_tensor *t) {
    if (!t->strides) return 1;
    int64_t expected = dtype_bytes(t->dtype);
    for (int32_t i = t->rank - 1; i >= 0; i--) {
        if (t->dims[i] != 1 && t->strides[i] != expected) return 0;
        expected *= t->dims[i];
    }
    return 1;
}

/* Bytes that have to lie at and after `data`; what negative strides reach lies before it. */
static size_t reach(const zs_tensor *t) {
    size_t bytes = tensor_bytes(t->dtype, t->rank, t->dims);
    if (!t->strides || !bytes) return bytes;
    size_t last = 0;
    for (int32_t i = 0; i < t->rank; i++)
        if (t->strides[i] > 0) last += (size_t)(t->dims[i] - 1) * (size_t)t->strides[i];
    return last + (size_t)dtype_bytes(t->dtype);
}

static int is_aligned(const void *data, int32_t dtype) {
    int64_t bytes = dtype_bytes(dtype);
    return (size_t)data % (size_t)(bytes < 8 ? bytes : 8) == 0;
}

/* One row with a stride. The sizes are spelled out so that the compiler makes plain loads and stores of them. */
static void copy_row(char *to, const char *from, int64_t count, int64_t stride, int64_t size) {
    switch (size) {
    case 1: for (int64_t i = 0; i < count; i++) memcpy(to + i, from + i * stride, 1); break;
    case 2: for (int64_t i = 0; i < count; i++) memcpy(to + 2 * i, from + i * stride, 2); break;
    case 4: for (int64_t i = 0; i < count; i++) memcpy(to + 4 * i, from + i * stride, 4); break;
    case 8: for (int64_t i = 0; i < count; i++) memcpy(to + 8 * i, from + i * stride, 8); break;
    default: for (int64_t i = 0; i < count; i++) memcpy(to + 16 * i, from + i * stride, 16); break;
    }
}

/* Copy dims `axis` and up of a strided tensor to row-major memory; returns the end of what was written. */
static char *copy_row_major(char *to, const char *from, const zs_tensor *t, int32_t axis) {
    int64_t size = dtype_bytes(t->dtype);
    if (axis == t->rank) return (char *)memcpy(to, from, (size_t)size) + size;
    if (axis == t->rank - 1) {
        copy_row(to, from, t->dims[axis], t->strides[axis], size);
        return to + t->dims[axis] * size;
    }
    for (int64_t i = 0; i < t->dims[axis]; i++) to = copy_row_major(to, from + i * t->strides[axis], t, axis + 1);
    return to;
}

#endif

/* Runs the model of examples/compile_and_run.py:
 *     cc -o run examples/run.c model.so -Wl,-rpath,. && ./run */
#include <stdio.h>

#include "model.h"

int main(void) {
    zs_session *session;
    if (zs_open(&session, NULL) != ZS_OK) {
        fprintf(stderr, "%s\n", zs_error(NULL));
        return 1;
    }
    float x[4] = {1, 2, 3, 4}, y[3];
    const int64_t dims[2] = {1, 4};
    zs_tensor input = {.data = x, .bytes = sizeof x, .dtype = ZS_FLOAT32, .rank = 2, .dims = dims};
    zs_tensor output = {.data = y, .bytes = sizeof y};
    if (zs_run(session, &input, &output) != ZS_OK) {
        fprintf(stderr, "%s\n", zs_error(session));
        return 1;
    }
    printf("%g %g %g\n", y[0], y[1], y[2]);
    zs_close(session);
    return 0;
}

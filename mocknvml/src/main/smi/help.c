#include "help.h"

#include "output.h"

int help_print(void) {
    put("nvidia-smi of gpu-mock, a simulated NVIDIA driver.\n");
    return 0;
}

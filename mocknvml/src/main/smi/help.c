#include "help.h"

#include "csv.h"
#include "output.h"

int help_print(void) {
    put("nvidia-smi of gpu-mock, a simulated NVIDIA driver.\n");
    return 0;
}

int help_print_query(const char *option) {
    char query[64];
    format(query, sizeof(query), "--%s", option + sizeof("--help-") - 1);
    put("Properties that %s takes, separated by commas:\n\n", query);
    csv_print_names(query);
    return 0;
}

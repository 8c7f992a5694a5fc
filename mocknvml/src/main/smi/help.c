#include "help.h"

#include "csv.h"
#include "log.h"
#include "nvml.h"
#include "options.h"
#include "output.h"
#include "subcommand.h"

int help_print(void) {
    char version[80] = "";
    int is_known = nvmlSystemGetDriverVersion(version, sizeof(version)) == NVML_SUCCESS;
    put("NVIDIA System Management Interface%s%s\n\n"
        "This is gpu-mock's: it shows and changes the GPUs of a simulated NVIDIA driver.\n\n"
        "nvidia-smi [OPTION [VALUE]]...            without options: a table of all GPUs\n"
        "nvidia-smi COMMAND [OPTION [VALUE]]...    see nvidia-smi COMMAND -h\n\nOptions:\n",
        is_known ? " -- v" : "", version);
    options_put_all();
    put("    %-5s --debug=FILE\n\nParts of -q that -d shows alone, separated by commas:\n", "");
    log_put_sections();
    put("\nCommands:\n");
    subcommand_put_all();
    return 0;
}

int help_print_query(const char *option) {
    char query[64];
    const char *name = option + sizeof("--help-") - 1;
    int is_vgpu = text_starts(name, "vgpu-query-");
    format(query, sizeof(query), is_vgpu ? "--query-vgpu-%s" : "--%s", name + (is_vgpu ? sizeof("vgpu-query-") - 1 : 0));
    put("Properties that %s takes, separated by commas:\n\n", query);
    csv_print_names(query);
    return 0;
}

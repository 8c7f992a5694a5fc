/* Initialises a driver library, as a plug-in does, and then becomes another program. */
#include <dlfcn.h>
#include <stdio.h>
#include <unistd.h>

int main(int count, char **arguments) {
    void *library = count > 2 ? dlopen(arguments[1], RTLD_LAZY) : 0;
    int (*init)(void) = library ? (int (*)(void))dlsym(library, "nvmlInit_v2") : 0;
    if (!init || init() != 0) {
        fprintf(stderr, "not initialised: %s\n", init ? "refused" : dlerror());
        return 1;
    }
    execvp(arguments[2], arguments + 2);
    return 1;
}

#include "output.h"

#include "os.h"

enum { PIECE = 1 << 16, LONGEST = 6144 };

/* Beside the text and not in one structure with it: the file would hold all its zeros then. */
static int output_file = STANDARD_OUTPUT;
static struct {
    char text[PIECE];
    u32 length;
} output;

void output_flush(void) {
    u32 done = 0;
    while (done < output.length) {
        long written = os_write(output_file, output.text + done, output.length - done);
        if (written <= 0) {
            break; /* nobody reads any more */
        }
        done += (u32)written;
    }
    output.length = 0;
}

void put(const char *text, ...) {
    va_list arguments;
    if (PIECE - output.length < LONGEST) {
        output_flush();
    }
    va_start(arguments, text);
    output.length += format_list(output.text + output.length, LONGEST, text, arguments);
    va_end(arguments);
}

void put_times(char c, u32 times) {
    for (; times != 0; times--) {
        put("%c", c);
    }
}

int output_use(int fd) {
    int before = output_file;
    output_flush();
    output_file = fd;
    return before;
}

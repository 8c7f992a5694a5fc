#include "output.h"

#include "os.h"

enum { PIECE = 1 << 16, LONGEST = 6144 };

static struct {
    int beyond_standard; /* the file, counted from the standard output: at first all here is 0, which needs no room */
    int is_lost;         /* a file did not take all */
    u32 length;
    char text[PIECE];
} output;

void output_flush(void) {
    u32 done = 0;
    while (done < output.length) {
        long written = os_write(STANDARD_OUTPUT + output.beyond_standard, output.text + done, output.length - done);
        if (written <= 0) { /* nobody reads any more, or the disk is full */
            output.is_lost |= output.beyond_standard > 0;
            break;
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

int output_is_lost(void) { return output.is_lost; }

int output_use(int fd) {
    int before = STANDARD_OUTPUT + output.beyond_standard;
    output_flush();
    output.beyond_standard = fd - STANDARD_OUTPUT;
    return before;
}

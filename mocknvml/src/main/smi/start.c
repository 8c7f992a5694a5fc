/* Where the kernel enters a program without a C library. */
#include "os.h"

#if defined(__x86_64__)
__asm__(".globl _start\n_start:\n  xor %ebp, %ebp\n  mov %rsp, %rdi\n  and $-16, %rsp\n  call start_program\n");
#elif defined(__aarch64__)
__asm__(".globl _start\n_start:\n  mov x29, #0\n  mov x30, #0\n  mov x0, sp\n  bl start_program\n");
#else
#error "only x86-64 and AArch64 have the driver"
#endif

/* Called by _start with the stack as the kernel left it: count, arguments, NULL, environment, NULL. */
__attribute__((used)) _Noreturn void start_program(long *stack) {
    int count = (int)stack[0];
    char **arguments = (char **)(stack + 1);
    os_exit(program(count, arguments, arguments + count + 1));
}

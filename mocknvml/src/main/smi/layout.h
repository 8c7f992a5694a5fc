/* Which of nvidia-smi's layouts is printed: that of the driver's version. */
#ifndef GPUMOCK_SMI_LAYOUT_H
#define GPUMOCK_SMI_LAYOUT_H

#include "runtime.h"

/* A driver version as one number: branch * 1000 + the number behind it, 550.54.15 is 550054. */
enum { LAYOUT_FIRST = 0, LAYOUT_550 = 545000, LAYOUT_570 = 570000, LAYOUT_580 = 580000, LAYOUT_580_LATE = 580150,
       LAYOUT_590 = 590000 };

u32 layout(void);

#endif

/* Lists of a line per GPU, and the version. */
#ifndef GPUMOCK_SMI_LIST_H
#define GPUMOCK_SMI_LIST_H

int list_gpus(void);
int list_excluded(void);
int list_versions(void);

#endif

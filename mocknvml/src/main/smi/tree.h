/* Writes a tree of labelled values, as indented text or as XML. */
#ifndef GPUMOCK_SMI_TREE_H
#define GPUMOCK_SMI_TREE_H

#include "runtime.h"

void tree_as_xml(int xml);
int tree_is_xml(void);
/* A label or tag may be NULL: what has none in a form is not printed in it. */
void tree_open(const char *label, const char *tag);
void tree_close(const char *tag);
void tree_leaf(const char *label, const char *tag, const char *value);

/* From now on, or no longer: elements are noted by name instead of being printed. */
void tree_note_names(int noted);
/* The document type that the noted elements make. */
void tree_put_dtd(void);

#endif

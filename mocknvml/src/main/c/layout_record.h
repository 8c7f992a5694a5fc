/* Rows of layout.c for one record: RECORD is its name, FIELDS its list. Included once for each. */
#define JOIN_(a, b) a##b
#define JOIN(a, b) JOIN_(a, b)
#define TEXT_(a) #a
#define TEXT(a) TEXT_(a)
#define IS_SIGNED(type) ((type) - 1 < (type)1)
#define ENTRY(name, size, count, kind) {#name, offsetof(struct RECORD, name), size, count, kind},
#define ENTRY_S(type, name) ENTRY(name, sizeof(type), 1, IS_SIGNED(type) ? 'i' : 'u')
#define ENTRY_A(type, name, count) ENTRY(name, sizeof(type), count, 'u')
#define ENTRY_T(name, size) ENTRY(name, size, 1, 't')

static const struct layout_entry JOIN(RECORD, _rows)[] IN_LAYOUT = {
    {TEXT(RECORD), 0, sizeof(struct RECORD), 1, 'r'}, FIELDS(ENTRY_S, ENTRY_A, ENTRY_T)};

#undef RECORD
#undef FIELDS

package dev.gpumock.nvml;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Names and offsets of the state image, as the C compiler laid it out: read from the library's own
 * section {@code .gpumock.layout} (written by layout.c), so that Java states no offset.
 */
final class StateLayout {
  private static final String SECTION = ".gpumock.layout";
  private static final int TEXT = 28;
  private static final int ENTRY = TEXT + 12;

  /** Where a value lies in its record; {@code kind} is as in layout.c. */
  record Field(String name, int offset, int size, int count, char kind) {
    boolean isText() {
      return kind == 't';
    }

    Field movedBy(int distance) {
      return new Field(name, offset + distance, size, count, kind);
    }
  }

  private final Map<String, Map<String, Field>> records = new LinkedHashMap<>();
  private long hash;

  private StateLayout() {}

  static StateLayout of(ElfFile library) {
    ByteBuffer table = ByteBuffer.wrap(library.section(SECTION)).order(ByteOrder.LITTLE_ENDIAN);
    StateLayout layout = new StateLayout();
    Map<String, Field> fields = Map.of();
    for (int at = 0; at + ENTRY <= table.capacity(); at += ENTRY) {
      Field row = row(table, at);
      if (row.kind() == 'h') {
        layout.hash |= Integer.toUnsignedLong(row.offset()) << row.size();
      } else if (row.kind() == 'r') {
        fields = layout.records.computeIfAbsent(row.name(), r -> new LinkedHashMap<>());
        fields.put("", row);
      } else if (row.kind() == 'e') {
        for (Field part : layout.fields(row.name()).values()) {
          fields.put(part.name(), part.movedBy(row.offset()));
        }
      } else {
        fields.put(row.name(), row);
      }
    }
    return layout;
  }

  private static Field row(ByteBuffer table, int at) {
    int numbers = at + TEXT;
    return new Field(
        text(table, at, TEXT),
        table.getInt(numbers),
        Short.toUnsignedInt(table.getShort(numbers + 4)),
        Short.toUnsignedInt(table.getShort(numbers + 6)),
        (char) table.getInt(numbers + 8));
  }

  private static String text(ByteBuffer table, int at, int size) {
    int length = 0;
    while (length < size && table.get(at + length) != 0) {
      length++;
    }
    return new String(table.array(), at, length, StandardCharsets.US_ASCII);
  }

  /** Of the C source that the library was built from; image and code carry the same. */
  long hash() {
    return hash;
  }

  /** Size of the record in bytes. */
  int size(String recordName) {
    return field(recordName, "").size();
  }

  Field field(String recordName, String fieldName) {
    Map<String, Field> fields = records.getOrDefault(recordName, Map.of());
    Field field = fields.get(fieldName);
    if (field == null) {
      throw new LibraryException("the state has no value " + recordName + "." + fieldName);
    }
    return field;
  }

  Map<String, Field> fields(String recordName) {
    Map<String, Field> fields = new LinkedHashMap<>(records.getOrDefault(recordName, Map.of()));
    fields.remove("");
    return fields;
  }
}

package dev.gpumock.cdi.judge;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A 64-bit ELF file that is just enough to have a machine and a SONAME. */
public final class TinyElf {
  private static final int HEADER = 64;
  private static final int SECTION = 64;
  private static final int DYNAMIC = 32;

  private TinyElf() {}

  /**
   * @param machine e_machine, 62 for x86-64
   * @param soname empty for none
   */
  public static byte[] of(int machine, String soname) {
    byte[] name = soname.getBytes(StandardCharsets.UTF_8);
    int strings = HEADER + DYNAMIC;
    int sections = strings + name.length + 2;
    ByteBuffer elf = ByteBuffer.allocate(sections + 3 * SECTION).order(ByteOrder.LITTLE_ENDIAN);
    elf.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1});
    elf.putShort(16, (short) 3).putShort(18, (short) machine).putInt(20, 1);
    elf.putLong(40, sections).putShort(52, (short) HEADER);
    elf.putShort(58, (short) SECTION).putShort(60, (short) 3).putShort(62, (short) 2);
    if (!soname.isEmpty()) {
      elf.putLong(HEADER, 14).putLong(HEADER + 8, 1);
    }
    elf.put(strings + 1, name);
    section(elf, sections + SECTION, 6, HEADER, DYNAMIC, 2);
    section(elf, sections + 2 * SECTION, 3, strings, name.length + 2, 0);
    return elf.array();
  }

  private static void section(ByteBuffer elf, int at, int type, int offset, int size, int link) {
    elf.putInt(at + 4, type).putLong(at + 24, offset).putLong(at + 32, size).putInt(at + 40, link);
  }
}

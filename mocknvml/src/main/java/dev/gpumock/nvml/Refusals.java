package dev.gpumock.nvml;

import dev.gpumock.topo.Machine;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Functions that a machine's driver refuses, whatever the board could answer. In the library their
 * names stand for a function that refuses every device: only the symbol table differs, the getters
 * cost nothing.
 */
record Refusals(String machine, List<String> names) {
  private static final int ENTRY = 24;
  private static final int VALUE = 8;
  private static final int VALUE_AND_SIZE = 16;

  /** Checks the session and the device, and answers NVML_ERROR_NOT_SUPPORTED. */
  private static final String REFUSER = "nvmlDeviceGetPgpuMetadataString";

  /** Those with a device as the first parameter. */
  private static final Pattern OF_A_DEVICE =
      Pattern.compile(
          "nvmlDevice(?!GetCount|GetHandleBy|DiscoverGpus|ModifyDrain|QueryDrain|RemoveGpu)\\w+");

  static Refusals of(Machine machine) {
    return new Refusals(machine.name(), machine.refuses());
  }

  ElfFile in(ElfFile library) {
    if (names.isEmpty()) {
      return library;
    }
    ByteBuffer symbols = ByteBuffer.wrap(library.section(".dynsym")).order(ByteOrder.LITTLE_ENDIAN);
    byte[] texts = library.section(".dynstr");
    int refuser = find(symbols, texts, REFUSER);
    for (String name : Set.copyOf(names)) {
      int entry = OF_A_DEVICE.matcher(name).matches() ? find(symbols, texts, name) : -1;
      if (entry < 0) {
        throw new LibraryException(
            "machine "
                + machine
                + ": refuses: '"
                + name
                + "' is no function of NVML that asks a device, as nvmlDeviceGetMinorNumber is");
      }
      symbols.put(entry + VALUE, symbols.array(), refuser + VALUE, VALUE_AND_SIZE);
    }
    return library.with(".dynsym", symbols.array());
  }

  /** Where the symbol's entry starts; -1 where there is none. */
  private static int find(ByteBuffer symbols, byte[] texts, String name) {
    byte[] wanted = (name + "\0").getBytes(StandardCharsets.US_ASCII);
    for (int entry = 0; entry < symbols.capacity(); entry += ENTRY) {
      int start = symbols.getInt(entry);
      boolean fits = start + wanted.length <= texts.length;
      if (fits && Arrays.equals(texts, start, start + wanted.length, wanted, 0, wanted.length)) {
        return entry;
      }
    }
    return -1;
  }
}

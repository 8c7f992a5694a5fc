package dev.gpumock.topo;

import java.util.BitSet;
import java.util.stream.Collectors;

/** A set of CPU or NUMA node numbers, written as the kernel does: {@code 0-7,56-63}. */
public final class CpuSet {
  private static final int MAX = 4096;
  private final BitSet bits;

  private CpuSet(BitSet bits) {
    this.bits = bits;
  }

  public static CpuSet parse(String text) {
    BitSet bits = new BitSet();
    if (!text.isBlank()) {
      for (String part : text.split(",", -1)) {
        addRange(bits, part.strip(), text);
      }
    }
    return new CpuSet(bits);
  }

  /** The set of this number alone. */
  public static CpuSet of(int number) {
    Check.range("number", number, 0, MAX - 1);
    BitSet bits = new BitSet();
    bits.set(number);
    return new CpuSet(bits);
  }

  private static void addRange(BitSet bits, String part, String text) {
    int dash = part.indexOf('-');
    int first = (int) Digits.decimal(part, 0, dash < 0 ? part.length() : dash, 4);
    int last = (int) Digits.decimal(part, dash + 1, part.length(), 4);
    if (first < 0 || last < 0) {
      throw new IllegalArgumentException("'" + text + "' is not a CPU list such as 0-7,56-63");
    }
    Check.that(first <= last && last < MAX, "'" + part + "' is not a range of CPUs below " + MAX);
    bits.set(first, last + 1);
  }

  /** The members as 64-bit words, lowest first, as NVML affinity calls fill them. */
  public long[] words() {
    return bits.toLongArray();
  }

  public boolean contains(int number) {
    return bits.get(number);
  }

  public boolean isEmpty() {
    return bits.isEmpty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CpuSet set && set.bits.equals(bits);
  }

  @Override
  public int hashCode() {
    return bits.hashCode();
  }

  @Override
  public String toString() {
    return ranges().collect(Collectors.joining(","));
  }

  private java.util.stream.Stream<String> ranges() {
    return bits.stream()
        .filter(first -> first == 0 || !bits.get(first - 1))
        .mapToObj(
            first -> {
              int last = bits.nextClearBit(first) - 1;
              return first == last ? "" + first : first + "-" + last;
            });
  }
}

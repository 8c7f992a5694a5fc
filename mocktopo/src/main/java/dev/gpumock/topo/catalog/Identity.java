package dev.gpumock.topo.catalog;

import dev.gpumock.topo.GpuUuid;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Names that real hardware carries from the factory: derived from machine, node and position, so
 * that they are the same after a restart and different on every node. The JDK's cryptographic
 * hashes would take as long to load as the whole machine.
 */
final class Identity {
  private static final long VERSION_MASK = 0xffffffffffff0fffL;
  private static final long VERSION_4 = 0x4000L;
  private static final long VARIANT_MASK = 0x3fffffffffffffffL;
  private static final long VARIANT_RFC = 0x8000000000000000L;
  private static final long SERIAL_BASE = 1_650_000_000_000L;
  private static final long SERIAL_RANGE = 1_000_000_000L;

  private final String machine;
  private final String node;

  Identity(String machine, String node) {
    this.machine = machine;
    this.node = node;
  }

  /**
   * @param index of the GPU in NVML's order
   */
  GpuUuid gpu(int index) {
    return new GpuUuid(uuid(own("gpu", index)));
  }

  /** The number of the die; never 0. */
  long pdi(int index) {
    return own("pdi", index).word(0) | 1;
  }

  /** The number of a GPU in its NVLink fabric; never 0. */
  long fabricGuid(int index) {
    return own("guid", index).word(0) | 1;
  }

  /** 13 digits, as on the boards. {@code module} numbers the parts that carry a serial. */
  String serial(int module) {
    long bits = own("serial", module).word(0);
    return Long.toString(SERIAL_BASE + Long.remainderUnsigned(bits, SERIAL_RANGE));
  }

  private Words own(String what, int number) {
    return Words.of(what, machine, node, "" + number);
  }

  /** The same for all nodes that name the same domain, as the trays of one rack do. */
  static UUID clusterUuid(String domain) {
    return uuid(Words.of("fabric", domain));
  }

  private static UUID uuid(Words words) {
    return new UUID(
        words.word(0) & VERSION_MASK | VERSION_4, words.word(1) & VARIANT_MASK | VARIANT_RFC);
  }

  /** Numbers that look random, as many as one likes: those of the SplitMix64 generator. */
  private record Words(long seed) {
    private static final long GAMMA = 0x9e3779b97f4a7c15L;
    private static final long FNV_START = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /** The seed is the texts' FNV-1a sum of 64 bits. */
    static Words of(String... parts) {
      long sum = FNV_START;
      for (byte part : String.join("\0", parts).getBytes(StandardCharsets.UTF_8)) {
        sum = (sum ^ Byte.toUnsignedLong(part)) * FNV_PRIME;
      }
      return new Words(sum);
    }

    long word(int number) {
      long mixed = seed + (number + 1) * GAMMA;
      mixed = (mixed ^ mixed >>> 30) * 0xbf58476d1ce4e5b9L;
      mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
      return mixed ^ mixed >>> 31;
    }
  }
}

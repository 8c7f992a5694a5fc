package dev.gpumock.topo.catalog;

import dev.gpumock.topo.GpuUuid;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.UUID;

/**
 * Names that real hardware carries from the factory: derived from machine, node and position, so
 * that they are the same after a restart and different on every node.
 */
public final class Identity {
  private static final long VERSION_MASK = 0xffffffffffff0fffL;
  private static final long VERSION_5 = 0x5000L;
  private static final long VARIANT_MASK = 0x3fffffffffffffffL;
  private static final long VARIANT_RFC = 0x8000000000000000L;
  private static final long SERIAL_BASE = 1_650_000_000_000L;
  private static final long SERIAL_RANGE = 1_000_000_000L;

  private final String machine;
  private final String node;

  /** From the first name on: to ask the JDK for one takes longer than to hash. */
  private Optional<MessageDigest> hashes = Optional.empty();

  public Identity(String machine, String node) {
    this.machine = machine;
    this.node = node;
  }

  /**
   * Lets the JDK load its hashes beside what the caller does: a process that has just begun waits
   * for them as long as for all else that makes a machine.
   */
  static void prepare() {
    Thread loading = new Thread(() -> sha256().digest(), "hashes");
    loading.setDaemon(true);
    loading.start();
  }

  public GpuUuid gpu(int index) {
    return new GpuUuid(own("gpu", index));
  }

  /** The number of the die; never 0. */
  long pdi(int index) {
    return own("pdi", index).getMostSignificantBits() | 1;
  }

  /** The number of a GPU in its NVLink fabric; never 0. */
  long fabricGuid(int index) {
    return own("guid", index).getMostSignificantBits() | 1;
  }

  /** 13 digits, as on the boards. {@code module} numbers the parts that carry a serial. */
  public String serial(int module) {
    long bits = own("serial", module).getMostSignificantBits();
    return Long.toString(SERIAL_BASE + Long.remainderUnsigned(bits, SERIAL_RANGE));
  }

  private UUID own(String what, int number) {
    if (hashes.isEmpty()) {
      hashes = Optional.of(sha256());
    }
    return uuid(hashes.get(), what, machine, node, "" + number);
  }

  /** The same for all nodes that name the same domain, as the trays of one rack do. */
  static UUID clusterUuid(String domain) {
    return uuid(sha256(), "fabric", domain);
  }

  private static UUID uuid(MessageDigest hashes, String... parts) {
    byte[] text = String.join("\0", parts).getBytes(StandardCharsets.UTF_8);
    ByteBuffer hash = ByteBuffer.wrap(hashes.digest(text));
    return new UUID(
        hash.getLong() & VERSION_MASK | VERSION_5, hash.getLong() & VARIANT_MASK | VARIANT_RFC);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

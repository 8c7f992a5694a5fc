package dev.gpumock.nvml;

import dev.gpumock.topo.CpuArchitecture;
import dev.gpumock.topo.Driver;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The driver's other libraries, as a server has them: ELF files with the right SONAME that ldconfig
 * links and dlopen opens. Each is an object of its own (src/main/c/companion).
 */
public final class CompanionLibraries {
  /** Stands for the version of the driver, in a SONAME. */
  private static final String WHOLE = "";

  /**
   * @param abi what stands behind {@code .so.} in the SONAME
   * @param since the first branch of the driver that has the library
   */
  private record Companion(String name, String abi, int since) {}

  private static final List<Companion> ALL =
      List.of(
          new Companion("libcuda", "1", 0),
          new Companion("libcudadebugger", "1", 510),
          new Companion("libnvcuvid", "1", 0),
          new Companion("libnvidia-cfg", "1", 0),
          new Companion("libnvidia-encode", "1", 0),
          new Companion("libnvidia-fatbinaryloader", "1", 0),
          new Companion("libnvidia-gpucomp", WHOLE, 545),
          new Companion("libnvidia-nvvm", "4", 515),
          new Companion("libnvidia-opencl", "1", 0),
          new Companion("libnvidia-pkcs11-openssl3", WHOLE, 535),
          new Companion("libnvidia-ptxjitcompiler", "1", 0),
          new Companion("libnvidia-sandboxutils", "1", 560));

  /**
   * The encoder's versions by the first branch that has them: 16 times the major, and the minor.
   */
  private static final NavigableMap<Integer, Integer> ENCODER_VERSIONS =
      new TreeMap<>(Map.of(0, 0xb1, 520, 0xc0, 530, 0xc1, 550, 0xc2, 570, 0xd0, 610, 0xd1));

  /** The SONAME that the build wrote; long enough for each of the names. */
  private static final String PLACEHOLDER = "libgpumock-companion-soname-placeholder-of-48-bytes";

  /** Stands before what a library knows of its driver: struct driver_record of companion.h. */
  private static final String RECORD_MARK = "gpumock-driver:\0";

  private CompanionLibraries() {}

  /**
   * The libraries' bytes by the names of their files.
   *
   * @param cpu of the computer that will load them, whatever the machine pretends to be
   */
  public static Map<String, byte[]> build(Driver driver, CpuArchitecture cpu) {
    Map<String, byte[]> libraries = new TreeMap<>();
    for (Companion companion : ALL) {
      if (driver.branch() >= companion.since()) {
        libraries.put(companion.name() + ".so." + driver.version(), build(companion, driver, cpu));
      }
    }
    return libraries;
  }

  private static byte[] build(Companion companion, Driver driver, CpuArchitecture cpu) {
    byte[] library = NativeFiles.read(cpu, "companion/" + companion.name() + ".so");
    String abi = companion.abi().equals(WHOLE) ? driver.version() : companion.abi();
    byte[] soname = (companion.name() + ".so." + abi + "\0").getBytes(StandardCharsets.US_ASCII);
    int at = find(library, PLACEHOLDER);
    if (at < 0 || soname.length > PLACEHOLDER.length()) {
      throw new LibraryException(companion.name() + ".so has no room for its SONAME");
    }
    System.arraycopy(soname, 0, library, at, soname.length);
    fillRecord(library, driver);
    return library;
  }

  private static void fillRecord(byte[] library, Driver driver) {
    int at = find(library, RECORD_MARK);
    if (at >= 0) {
      ByteBuffer.wrap(library)
          .order(ByteOrder.LITTLE_ENDIAN)
          .position(at + RECORD_MARK.length())
          .putInt(1000 * driver.cudaMajor() + 10 * driver.cudaMinor())
          .putInt(ENCODER_VERSIONS.floorEntry(driver.branch()).getValue());
    }
  }

  private static int find(byte[] library, String text) {
    return new String(library, StandardCharsets.ISO_8859_1).indexOf(text);
  }
}

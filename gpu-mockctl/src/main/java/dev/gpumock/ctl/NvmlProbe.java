package dev.gpumock.ctl;

import com.kenai.jffi.ArrayFlags;
import com.kenai.jffi.Function;
import com.kenai.jffi.HeapInvocationBuffer;
import com.kenai.jffi.Invoker;
import com.kenai.jffi.Library;
import com.kenai.jffi.Type;
import dev.gpumock.cdi.request.MigFacts;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Asks a driver library as any program does: by loading it and calling NVML. By jffi, JNR's own
 * base: for so few calls the classes that JNR would generate cost more than they give.
 */
final class NvmlProbe implements AutoCloseable {
  private static final int TEXT = 96;
  private static final int BUS_ID_OFFSET = 36;
  private static final int PCI_INFO = 68;
  private static final int MEMORY_INFO = 24;
  private static final int ADDRESSING_MODE = 8;
  private static final int ADDRESSING_MODE_ATS = 2;
  private static final int VERSION_SHIFT = 24;

  /** Of the profiles with graphics, such as 1g.24gb+gfx. */
  private static final String GRAPHICS = "+gfx";

  private static final long MIB = 1024 * 1024;

  private final Library library;

  NvmlProbe(Path path) {
    library = Library.openLibrary(path.toString(), Library.NOW | Library.LOCAL);
    if (library == null) {
      throw new NodeException(
          path + ": cannot be loaded: " + Library.getLastError() + "; run 'gpu-mockctl all' first");
    }
    call("nvmlInit_v2");
  }

  int count() {
    byte[] count = new byte[Integer.BYTES];
    call("nvmlDeviceGetCount_v2", count);
    return number(count).getInt(0);
  }

  GpuReport report(int index) {
    long device = handle(index);
    byte[] name = new byte[TEXT];
    byte[] uuid = new byte[TEXT];
    byte[] pci = new byte[PCI_INFO];
    byte[] minor = new byte[Integer.BYTES];
    byte[] memory = new byte[MEMORY_INFO];
    call("nvmlDeviceGetName", device, name, TEXT);
    call("nvmlDeviceGetUUID", device, uuid, TEXT);
    call("nvmlDeviceGetPciInfo_v3", device, pci);
    call("nvmlDeviceGetMinorNumber", device, minor);
    call("nvmlDeviceGetMemoryInfo", device, memory);
    return new GpuReport(
        index,
        text(name, 0),
        text(uuid, 0),
        text(pci, BUS_ID_OFFSET),
        number(minor).getInt(0),
        number(memory).getLong(0) / MIB);
  }

  String driverVersion() {
    byte[] version = new byte[TEXT];
    call("nvmlSystemGetDriverVersion", version, TEXT);
    return text(version, 0);
  }

  /** Whether the GPU shares the CPU's page tables; a driver that cannot tell says no. */
  boolean isCoherent(int index) {
    byte[] mode = new byte[ADDRESSING_MODE];
    number(mode).putInt(0, ADDRESSING_MODE | 1 << VERSION_SHIFT);
    return answers("nvmlDeviceGetAddressingMode", handle(index), mode)
        && number(mode).getInt(Integer.BYTES) == ADDRESSING_MODE_ATS;
  }

  boolean isMigEnabled(int index) {
    byte[] current = new byte[Integer.BYTES];
    byte[] pending = new byte[Integer.BYTES];
    return answers("nvmlDeviceGetMigMode", handle(index), current, pending)
        && number(current).getInt(0) == 1;
  }

  /** The MIG devices of a GPU; the gaps that destroyed ones leave are left out. */
  List<MigFacts> migDevices(int index) {
    byte[] count = new byte[Integer.BYTES];
    List<MigFacts> devices = new ArrayList<>();
    if (answers("nvmlDeviceGetMaxMigDeviceCount", handle(index), count)) {
      for (int i = 0; i < number(count).getInt(0); i++) {
        byte[] device = new byte[Long.BYTES];
        if (answers("nvmlDeviceGetMigDeviceHandleByIndex", handle(index), i, device)) {
          devices.add(migDevice(i, number(device).getLong(0)));
        }
      }
    }
    return devices;
  }

  private MigFacts migDevice(int index, long device) {
    byte[] uuid = new byte[TEXT];
    byte[] name = new byte[TEXT];
    byte[] gpuInstance = new byte[Integer.BYTES];
    byte[] computeInstance = new byte[Integer.BYTES];
    call("nvmlDeviceGetUUID", device, uuid, TEXT);
    call("nvmlDeviceGetName", device, name, TEXT);
    call("nvmlDeviceGetGpuInstanceId", device, gpuInstance);
    call("nvmlDeviceGetComputeInstanceId", device, computeInstance);
    return new MigFacts(
        index,
        text(uuid, 0),
        number(gpuInstance).getInt(0),
        number(computeInstance).getInt(0),
        text(name, 0).contains(GRAPHICS));
  }

  private long handle(int index) {
    byte[] handle = new byte[Long.BYTES];
    call("nvmlDeviceGetHandleByIndex_v2", index, handle);
    return number(handle).getLong(0);
  }

  private boolean answers(String name, Object... arguments) {
    return library.getSymbolAddress(name) != 0 && code(name, arguments) == 0;
  }

  private void call(String name, Object... arguments) {
    if (library.getSymbolAddress(name) == 0) {
      throw new NodeException("the driver library has no function " + name);
    }
    int code = code(name, arguments);
    if (code != 0) {
      throw new NodeException("the driver library answers " + name + " with code " + code);
    }
  }

  /**
   * Calls a function of the library.
   *
   * @param arguments an Integer, a Long for a handle, a byte array that the function reads and
   *     fills
   * @return its nvmlReturn_t
   */
  private int code(String name, Object... arguments) {
    Type[] types = Arrays.stream(arguments).map(NvmlProbe::type).toArray(Type[]::new);
    Function function = new Function(library.getSymbolAddress(name), Type.SINT32, types);
    HeapInvocationBuffer buffer = new HeapInvocationBuffer(function);
    for (Object argument : arguments) {
      if (argument instanceof byte[] bytes) {
        buffer.putArray(bytes, 0, bytes.length, ArrayFlags.IN | ArrayFlags.OUT);
      } else if (argument instanceof Long handle) {
        buffer.putAddress(handle);
      } else {
        buffer.putInt((Integer) argument);
      }
    }
    return Invoker.getInstance().invokeInt(function, buffer);
  }

  private static Type type(Object argument) {
    return argument instanceof Integer ? Type.UINT32 : Type.POINTER;
  }

  private static ByteBuffer number(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
  }

  private static String text(byte[] buffer, int start) {
    int end = start;
    while (end < buffer.length && buffer[end] != 0) {
      end++;
    }
    return new String(buffer, start, end - start, StandardCharsets.US_ASCII);
  }

  @Override
  public void close() {
    call("nvmlShutdown");
  }
}

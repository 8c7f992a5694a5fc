package dev.gpumock.ctl;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import jnr.ffi.annotations.Out;
import jnr.ffi.byref.IntByReference;
import jnr.ffi.byref.PointerByReference;

/** Asks a driver library as any program does: by loading it and calling NVML. */
final class NvmlProbe implements AutoCloseable {
  private static final int TEXT = 96;
  private static final int BUS_ID_OFFSET = 36;
  private static final int PCI_INFO = 68;
  private static final int MEMORY_INFO = 24;
  private static final long MIB = 1024 * 1024;

  private final Nvml nvml;

  /** The calls, with the names and parameters of the NVML header. */
  public interface Nvml {
    int nvmlInit_v2();

    int nvmlShutdown();

    int nvmlDeviceGetCount_v2(@Out IntByReference count);

    int nvmlDeviceGetHandleByIndex_v2(int index, @Out PointerByReference device);

    int nvmlDeviceGetName(Pointer device, @Out byte[] name, int length);

    int nvmlDeviceGetUUID(Pointer device, @Out byte[] uuid, int length);

    int nvmlDeviceGetPciInfo_v3(Pointer device, @Out byte[] pci);

    int nvmlDeviceGetMinorNumber(Pointer device, @Out IntByReference minor);

    int nvmlDeviceGetMemoryInfo(Pointer device, @Out byte[] memory);
  }

  NvmlProbe(Path library) {
    try {
      nvml = LibraryLoader.create(Nvml.class).failImmediately().load(library.toString());
    } catch (UnsatisfiedLinkError e) {
      throw new NodeException(
          library + ": cannot be loaded: " + ErrorLine.line(e) + "; run 'gpu-mockctl all' first",
          e);
    }
    check("nvmlInit_v2", nvml.nvmlInit_v2());
  }

  int count() {
    IntByReference count = new IntByReference();
    check("nvmlDeviceGetCount_v2", nvml.nvmlDeviceGetCount_v2(count));
    return count.intValue();
  }

  GpuReport report(int index) {
    PointerByReference handle = new PointerByReference();
    check("nvmlDeviceGetHandleByIndex_v2", nvml.nvmlDeviceGetHandleByIndex_v2(index, handle));
    Pointer device = handle.getValue();
    byte[] name = new byte[TEXT];
    byte[] uuid = new byte[TEXT];
    byte[] pci = new byte[PCI_INFO];
    byte[] memory = new byte[MEMORY_INFO];
    IntByReference minor = new IntByReference();
    check("nvmlDeviceGetName", nvml.nvmlDeviceGetName(device, name, TEXT));
    check("nvmlDeviceGetUUID", nvml.nvmlDeviceGetUUID(device, uuid, TEXT));
    check("nvmlDeviceGetPciInfo_v3", nvml.nvmlDeviceGetPciInfo_v3(device, pci));
    check("nvmlDeviceGetMinorNumber", nvml.nvmlDeviceGetMinorNumber(device, minor));
    check("nvmlDeviceGetMemoryInfo", nvml.nvmlDeviceGetMemoryInfo(device, memory));
    long bytes = ByteBuffer.wrap(memory).order(ByteOrder.nativeOrder()).getLong(0);
    return new GpuReport(
        index,
        text(name, 0),
        text(uuid, 0),
        text(pci, BUS_ID_OFFSET),
        minor.intValue(),
        bytes / MIB);
  }

  private static String text(byte[] buffer, int start) {
    int end = start;
    while (end < buffer.length && buffer[end] != 0) {
      end++;
    }
    return new String(buffer, start, end - start, StandardCharsets.US_ASCII);
  }

  private static void check(String call, int code) {
    if (code != 0) {
      throw new NodeException("the driver library answers " + call + " with code " + code);
    }
  }

  @Override
  public void close() {
    nvml.nvmlShutdown();
  }
}

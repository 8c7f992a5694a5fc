package dev.gpumock.ctl;

import com.kenai.jffi.ArrayFlags;
import com.kenai.jffi.Function;
import com.kenai.jffi.HeapInvocationBuffer;
import com.kenai.jffi.Invoker;
import com.kenai.jffi.Library;
import com.kenai.jffi.Type;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Calls of a driver library that are written as text; what they fill is kept by name. */
final class NvmlCalls {
  private final Library library;
  private final Map<String, byte[]> values = new HashMap<>();

  NvmlCalls(Path path) {
    library = Library.openLibrary(path.toString(), Library.NOW | Library.LOCAL);
    if (library == null) {
      throw new IllegalStateException(path + ": " + Library.getLastError());
    }
  }

  /** Keeps a number under a name, as a call would. */
  void keep(String name, int number) {
    values.put(name, order(new byte[Integer.BYTES]).putInt(number).array());
  }

  private static ByteBuffer order(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
  }

  /** "NAME" or "NAME+OFFSET" of a kept value. */
  private ByteBuffer value(String name) {
    String[] parts = name.split("\\+");
    if (!values.containsKey(parts[0])) {
      throw new IllegalStateException("nothing was kept as " + parts[0]);
    }
    ByteBuffer buffer = order(values.get(parts[0]));
    return buffer.position(parts.length > 1 ? Integer.parseInt(parts[1]) : 0);
  }

  int number(String name) {
    ByteBuffer value = value(name);
    return value.getInt(value.position());
  }

  String text(String name) {
    StringBuilder text = new StringBuilder();
    ByteBuffer value = value(name);
    for (byte next = value.get(); next != 0; next = value.get()) {
      text.append((char) next);
    }
    return text.toString();
  }

  /** Answers what the function answers. */
  int call(String name, List<String> arguments) {
    long address = library.getSymbolAddress(name);
    if (address == 0) {
      throw new IllegalStateException("the library has no " + name);
    }
    List<Object> given = new ArrayList<>();
    arguments.forEach(argument -> given.add(argument(argument)));
    Type[] types =
        given.stream()
            .map(argument -> argument instanceof Integer ? Type.UINT32 : Type.POINTER)
            .toArray(Type[]::new);
    Function function = new Function(address, Type.SINT32, types);
    HeapInvocationBuffer buffer = new HeapInvocationBuffer(function);
    for (Object argument : given) {
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

  /** An Integer, a Long for a handle, or a byte array. */
  private Object argument(String text) {
    if (text.matches("[0-9]+")) {
      return Integer.parseInt(text);
    }
    if (text.equals("null")) {
      return 0L;
    }
    if (text.startsWith("*")) {
      return (text(text.substring(1)) + "\0").getBytes(StandardCharsets.US_ASCII);
    }
    return text.startsWith(">") ? buffer(text.substring(1).split(":")) : given(text);
  }

  /** A new buffer, or the kept one where a function is told something in it. */
  private byte[] buffer(String[] parts) {
    byte[] bytes = new byte[Integer.parseInt(parts[1])];
    if (parts.length > 2) {
      order(bytes).putInt(Integer.parseInt(parts[2]));
    } else if (parts[0].equals("places") && values.containsKey("places")) {
      order(bytes).putInt(number("places"));
    }
    values.put(parts[0], bytes);
    return bytes;
  }

  private Object given(String name) {
    if (name.equals("device")) {
      ByteBuffer value = value(name);
      return value.getLong(value.position());
    }
    return number(name);
  }
}

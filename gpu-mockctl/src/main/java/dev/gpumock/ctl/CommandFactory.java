package dev.gpumock.ctl;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes the commands, and their groups of options, for picocli. */
final class CommandFactory implements IFactory {
  private final Caller caller;

  CommandFactory(Caller caller) {
    this.caller = caller;
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    return takesCaller(type) ? made(type, caller) : CommandLine.defaultFactory().create(type);
  }

  /** Whether commands of this class know who calls them by their constructor. */
  static boolean takesCaller(Class<?> type) {
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (constructor.getParameterCount() == 1
          && constructor.getParameterTypes()[0] == Caller.class) {
        return true;
      }
    }
    return false;
  }

  private static <K> K made(Class<K> type, Caller caller) throws ReflectiveOperationException {
    try {
      return type.getDeclaredConstructor(Caller.class).newInstance(caller);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}

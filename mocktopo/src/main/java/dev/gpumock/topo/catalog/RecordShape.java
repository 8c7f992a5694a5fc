package dev.gpumock.topo.catalog;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

/** A record's components, their names, and the constructor that takes them. */
record RecordShape(List<Part> parts, List<String> names, Constructor<?> constructor) {
  record Part(String name, ComponentType type) {}

  static RecordShape of(Class<?> type) {
    List<Part> parts = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      names.add(component.getName());
      parts.add(new Part(component.getName(), ComponentType.of(component)));
    }
    return new RecordShape(parts, names, constructor(type, parts));
  }

  private static Constructor<?> constructor(Class<?> type, List<Part> parts) {
    Class<?>[] types = new Class<?>[parts.size()];
    for (int i = 0; i < types.length; i++) {
      types[i] = parts.get(i).type().raw();
    }
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor;
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("every record has it", e);
    }
  }
}
